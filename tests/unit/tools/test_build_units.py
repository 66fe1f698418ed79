from __future__ import annotations

from pathlib import Path

from tools.build_units import main

BEFORE = """\ufeffprovince_code,province_name,district_code,district_name,commune_code,commune_name
91,Tỉnh Sông Mơ,901,Huyện Suối Thử,99002,Xã Đồi Gió
91,Tỉnh Sông Mơ,901,Huyện Suối Thử,99001,Thị trấn Suối  Thử
"""
SINCE = """province_code,province_name,commune_code,commune_name,type
92,Tỉnh Biển Thử,99001,xã Suối Thử,xã
"""
CHANGES = """old_commune_code,new_commune_code,only_part_of_old_unit
99001,99001,0
99002,99001,1
99009,99001,0
"""


def test_three_tables_become_one_file(tmp_path: Path) -> None:
    arguments = []
    for name, text in (("before", BEFORE), ("since", SINCE), ("changes", CHANGES)):
        table = tmp_path / f"{name}.csv"
        table.write_text(text, encoding="utf-8")
        arguments += [f"--{name}", str(table)]
    out = tmp_path / "units" / "units.tsv"
    main([*arguments, "--out", str(out)])
    lines = out.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#")] == [
        "P\t1\t91\tTỉnh Sông Mơ",
        "D\t901\tHuyện Suối Thử",
        "99001\tThị trấn Suối Thử\t99001",
        "99002\tXã Đồi Gió\t99001*",
        "?\t99009\t99001",
        "P\t2\t92\tTỉnh Biển Thử",
        "99001\tXã Suối Thử",
    ]
