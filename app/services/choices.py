"""The words a field may hold, with what people read for each.

The stored words are the law's own in ASCII (``ngheo``, ``can_ngheo``), the same in facts for the
rules, in files that scripts apply and in the tables.
"""

from __future__ import annotations

from app.core.i18n import N_

SEX = {"nam": N_("male"), "nu": N_("female")}
POVERTY = {
    "ngheo": N_("poor household"),
    "can_ngheo": N_("near-poor household"),
    "khong": N_("not poor"),
}
DISABILITY = {
    "dac_biet_nang": N_("very severe disability"),
    "nang": N_("severe disability"),
    "nhe": N_("slight disability"),
}
SUPPORTER = {
    "khong_co": N_("nobody with the duty to support"),
    "dang_huong_tcxh": N_("the supporter draws a monthly allowance too"),
    "co": N_("has somebody with the duty to support"),
}
MARITAL = {
    "chua_ket_hon": N_("never married"),
    "goa": N_("widowed"),
    "vo_chong_mat_tich": N_("spouse missing by law"),
    "ly_hon": N_("divorced"),
    "co_vo_chong": N_("married"),
}
YES_NO = {"co": N_("yes"), "khong": N_("no")}
YES = {"co": N_("yes")}
ORPHAN_GROUND = {
    "a": N_("abandoned, not adopted"),
    "b": N_("father and mother both dead"),
    "c": N_("one parent dead, the other missing by law"),
    "d": N_("one parent dead, the other in a facility"),
    "đ": N_("one parent dead, the other in prison or a compulsory institution"),
    "e": N_("father and mother both missing by law"),
    "g": N_("father and mother both in a facility"),
    "h": N_("father and mother both in prison or a compulsory institution"),
    "i": N_("one parent missing by law, the other in a facility"),
    "k": N_("one parent missing by law, the other in prison or a compulsory institution"),
    "l": N_("one parent in a facility, the other in prison or a compulsory institution"),
}
RELATION = {
    "chu_ho": N_("head of the household"),
    "vo_chong": N_("wife or husband"),
    "con": N_("child"),
    "cha_me": N_("father or mother"),
    "ong_ba": N_("grandparent"),
    "chau": N_("grandchild"),
    "anh_chi_em": N_("brother or sister"),
    "khac": N_("other"),
}
SUBJECT_KIND = {
    "person": N_("person"),
    "household": N_("household"),
    "village": N_("village"),
}
VILLAGE_KIND = {
    word: word for word in ("thôn", "buôn", "bon", "plei", "làng", "bản", "tổ dân phố", "khu phố")
}
CAUSE = {
    "thien_tai": N_("natural disaster"),
    "hoa_hoan": N_("fire"),
    "tai_nan_giao_thong": N_("traffic accident"),
    "tai_nan_lao_dong_nghiem_trong": N_("serious accident at work"),
    "dich_benh": N_("epidemic"),
    "mat_mua": N_("crop failure"),
    "giap_hat": N_("lean season before harvest"),
    "tet": N_("lunar new year"),
    "bat_kha_khang": N_("another cause beyond control"),
}
HOUSE_DAMAGE = {
    "do_sap_troi_chay_hoan_toan": N_("collapsed, swept away or burned down"),
    "hu_hong_nang": N_("badly damaged"),
    "di_doi_khan_cap": N_("must be moved at once"),
    "con_o_duoc": N_("still habitable"),
}
CASE_POVERTY = {**POVERTY, "kho_khan": N_("household in hardship")}
NEEDS = {
    "gao": N_("rice"),
    "leu_bat": N_("tents"),
    "nuoc_uong": N_("drinking water"),
    "thuc_pham": N_("food"),
    "chan_man": N_("blankets, mosquito nets"),
    "xoong_noi": N_("pots and pans"),
    "chat_dot": N_("fuel"),
    "xuong_may": N_("motor boats"),
    "khac": N_("other"),
}
CASE_STATE = {
    "received": N_("Received"),
    "met": N_("Village meeting held"),
    "decided": N_("Decision signed"),
    "delivered": N_("Handed over"),
}
CASE_RESULT = {"granted": N_("supported"), "refused": N_("not supported")}
# By point of NĐ 20/2021/NĐ-CP, so that Mẫu 10b can count each kind of help.
SUPPORT_TYPE = {
    "12.1": N_("Rice"),
    "12.2": N_("Essential goods"),
    "13.1": N_("Badly injured"),
    "14.1": N_("Funeral"),
    "15.1": N_("Building a house"),
    "15.2": N_("Moving the house at once"),
    "15.3": N_("Repairing the house"),
    "17.1": N_("Work and production"),
}
SUPPORT_SOURCE = {
    "trung_uong": N_("central budget"),
    "dia_phuong": N_("local budget"),
    "huy_dong": N_("contributions"),
}
PROTECTION_GROUND = {
    "tre_em_mat_ca_cha_me": N_("child whose father and mother are dead or missing"),
    "nan_nhan_bao_luc_gia_dinh": N_("victim of domestic violence"),
    "nan_nhan_xam_hai": N_("victim of sexual or bodily abuse"),
    "nan_nhan_mua_ban_nguoi": N_("victim of trafficking"),
    "nan_nhan_cuong_buc_lao_dong": N_("victim of forced labour"),
    "lang_thang_xin_an": N_("homeless, waiting to be taken home"),
    "khac": N_("another ground decided by the province's chairman"),
}
PROTECTION_STATE = {
    "received": N_("Received"),
    "verified": N_("Verified"),
    "decided": N_("Decision signed"),
    "ended": N_("Care ended"),
}
VICTIM_STATUS = {
    "an_toan": N_("safe"),
    "thuong_nang": N_("badly injured"),
    "thuong_nhe": N_("slightly injured"),
    "chet": N_("dead"),
    "mat_tich": N_("missing"),
}

# The words of a fact's value by the fact's kind; None: the fact carries an amount or a paper.
FACT_VALUES: dict[str, dict[str, str] | None] = {
    "poverty": POVERTY,
    "disability": DISABILITY,
    "pension": None,
    "other_allowance": None,
    "supporter": SUPPORTER,
    "marital": MARITAL,
    "studying": YES_NO,
    "first_degree": YES_NO,
    "orphan_ground": ORPHAN_GROUND,
    "had_orphan_allowance": YES,
    "pregnancy": YES,
    "facility": YES,
    "facility_eligible": YES,
    "prison": YES,
    "refusal": YES,
    "stable_income": YES_NO,
    "pension_request": YES,
}
RESTRICTED_FACT_VALUES: dict[str, dict[str, str] | None] = {"hiv": YES, **FACT_VALUES}
FACT_NAMES = {
    "poverty": N_("poverty of the household"),
    "disability": N_("disability"),
    "pension": N_("pension or monthly social insurance"),
    "other_allowance": N_("another monthly allowance"),
    "supporter": N_("who must support"),
    "marital": N_("marriage"),
    "studying": N_("schooling"),
    "first_degree": N_("first degree"),
    "orphan_ground": N_("without the care of parents"),
    "had_orphan_allowance": N_("drew the orphan's allowance before 16"),
    "pregnancy": N_("pregnant"),
    "facility": N_("lives in a facility"),
    "facility_eligible": N_("entitled to a facility, cared for at home"),
    "prison": N_("in prison"),
    "refusal": N_("does not want the allowance"),
    "stable_income": N_("steady monthly income"),
    "pension_request": N_("asked for the social pension"),
    "hiv": N_("HIV"),
}
