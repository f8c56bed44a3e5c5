"""Forest plots 小班; where they carry no code of their own it is made of village, compartment and plot number."""

from patrol.importing.kinds import DIVISION, Column, Kind, areas

MAKE_CODES = """
UPDATE incoming SET code = concat_ws('-', division_code, compartment, plot_number)
WHERE code IS NULL AND plot_number IS NOT NULL AND refused IS NULL
"""
REFUSE_REPEATED = """
UPDATE incoming i SET refused = 'plot_repeated', params = jsonb_build_object('others', o.others)
FROM (
  SELECT array_agg(number) AS numbers, string_agg(number::text, ', ' ORDER BY number) AS others
  FROM incoming WHERE refused IS NULL AND compartment IS NOT NULL AND plot_number IS NOT NULL
  GROUP BY division_code, compartment, plot_number HAVING count(*) > 1
) o
WHERE i.number = ANY(o.numbers)
"""
REFUSE_TAKEN = """
UPDATE incoming i SET refused = 'plot_taken', params = jsonb_build_object('other', p.code)
FROM forest_plot p
WHERE i.refused IS NULL AND p.code <> i.code
  AND (p.division_code, p.compartment, p.plot_number) = (i.division_code, i.compartment, i.plot_number)
  AND NOT EXISTS (SELECT FROM incoming moved WHERE moved.code = p.code AND moved.refused IS NULL)
"""
# Plots that swap their numbers would meet on the way; a plot without a number meets nobody.
FREE_NUMBERS = """
UPDATE forest_plot p SET plot_number = NULL
FROM incoming i
WHERE i.code = p.code AND i.refused IS NULL AND i.plot_number IS NOT NULL
  AND (p.division_code, p.compartment, p.plot_number)
      IS DISTINCT FROM (i.division_code, i.compartment, i.plot_number)
"""

FOREST_PLOTS = Kind(
    "forest-plots",
    ("小班", "forest plots"),
    "forest_plot",
    "polygon",
    (
        Column("code", ("小班编码", "小班代码", "小班唯一编码", "唯一编码", "编码", "代码", "XBBM", "BSM")),
        Column("name", ("小班名称", "名称", "小地名", "XIAO_DI_MING", "XDM", "MC")),
        DIVISION,
        Column("township", ("乡", "乡镇", "乡镇名称", "XIANG", "XIANGZHEN"), into=""),
        Column("village", ("村", "行政村", "村名", "CUN"), into=""),
        Column("compartment", ("林班", "林班号", "LIN_BAN")),
        Column("plot_number", ("小班", "小班号", "XIAO_BAN", "XB", "XBH")),
        Column("tree_species", ("树种", "优势树种", "YOU_SHI_SZ", "SHU_ZHONG", "SZ")),
        Column("land_class", ("地类", "DI_LEI", "DL")),
        # What rules of patrols may ask more or less of, such as 公益林.
        Column("class", ("object_class", "小班类别", "森林类别", "SEN_LIN_LB", "SLLB"), into="object_class"),
        *areas(
            "recorded_area_m2",
            # 面积（平方米） beside 登记面积（亩） is the measured one, in our own tables.
            ("登记面积平方米", "面积m2"),
            ("登记面积亩", "面积亩", "亩", "小班面积亩", "MU"),
            ("面积公顷", "公顷", "MIAN_JI", "HA"),
        ),
    ),
    needed=(),
    make_codes=MAKE_CODES,
    code_from="plot_number",
    steps=(REFUSE_REPEATED, REFUSE_TAKEN),
    clearing=(FREE_NUMBERS,),
    derived={"code": ()},
)
