"""People who do not exist, for demonstrations, training and tests at full size.

Places are real, people are not: every name, number, illness and relation is drawn by chance from
a seed, in the proportions of Đắk Nông in 2017. Pure: nothing is read but the words in
``resources/invented``, no clock and no database.
"""
