"""Why a feature or a file is refused, and what is said about an import: key -> (zh-CN, en)."""

from dataclasses import dataclass, field

REASONS: dict[str, tuple[str, str]] = {
    # the file as a whole
    "field_form": (
        "--field 和 --set 要写成 名称=列 或 名称=值，而不是“{given}”。",
        "--field and --set want NAME=COLUMN or NAME=VALUE, not “{given}”.",
    ),
    "field_unknown": (
        "没有名为“{name}”的字段。可用：{known}。",
        "There is no field “{name}”. Known: {known_en}.",
    ),
    "field_twice": (
        "“{one}”和“{other}”是同一项，只能给一个。",
        "“{one_en}” and “{other_en}” are the same thing; give one of them.",
    ),
    "column_unknown": (
        "文件里没有列“{column}”。文件的列：{columns}。",
        "The file has no column “{column}”. Its columns are: {columns}.",
    ),
    "column_needed": (
        "看不出哪一列是“{title}”。文件的列：{columns}。请在“字段对应”里选定，命令行用 --field {name}=列名。",
        "Which column holds “{title_en}” cannot be told. The file’s columns are: {columns}. Choose one "
        "under “Columns and fields”, or by --field {name}=COLUMN on the command line.",
    ),
    "constant_bad": (
        "给“{name}”定的值“{value}”不行：{why}",
        "The value “{value}” set for “{name}” cannot be taken: {why}",
    ),
    "division_option": (
        "行政区划里没有 {code}。请先导入行政区划，或改正代码。",
        "There is no division {code}. Import divisions first, or correct the code.",
    ),
    "busy": (
        "另一次导入正在进行，请等它结束再试。",
        "Another import is under way; try again when it has ended.",
    ),
    "worker_died": (
        "读取这个文件时处理进程中断了 {times} 次，不再尝试。请检查文件，或拆小后再导入。",
        "The worker ended {times} times while it read this file; it is not tried again. Check the file or split it.",
    ),
    "failed": (
        "服务器处理这个文件时出错，已记录；没有任何数据入库。",
        "The server failed on this file; it is recorded, and nothing came in.",
    ),
    "cut_off": (
        "处理中断了，没有任何数据入库；请再试一次。",
        "The work on this file was cut off, and nothing came in; try once more.",
    ),
    "shapes_kept": (
        "{count} 行只有点位：按编码改属性，图形保持不变。",
        "{count} rows have a point alone: they change the attributes of the feature of their code, not its shape.",
    ),
    # single features
    "shape_needed": (
        "只有点位，也没有同编码的{title}可改属性；新增要用带图形的格式（GPKG、Shapefile、GeoJSON 等）",
        "has a point alone, and there are no {title_en} of its code whose attributes it could change; new ones come "
        "in formats that carry shapes (GPKG, Shapefile, GeoJSON, …)",
    ),
    "value_missing": ("“{name}”是空的", "“{name}” is empty"),
    "value_number": ("“{name}”的值“{value}”不是数", "the value “{value}” of “{name}” is not a number"),
    "value_negative": ("“{name}”的值 {value} 是负数", "the value {value} of “{name}” is negative"),
    "value_year": ("“{name}”的值“{value}”不是年份", "the value “{value}” of “{name}” is not a year"),
    "value_date": ("“{name}”的值“{value}”不是日期", "the value “{value}” of “{name}” is not a date"),
    "value_choice": (
        "“{name}”的值“{value}”不认识，只能是：{choices}",
        "the value “{value}” of “{name}” is not known; it must be one of {choices}",
    ),
    "value_division": (
        "“{name}”的值“{value}”不是行政区划代码（6、9 或 12 位数字）",
        "the value “{value}” of “{name}” is not a division code (6, 9 or 12 digits)",
    ),
    "value_nul": ("“{name}”含有空字符（NUL）", "“{name}” holds a NUL character"),
    "code_missing": ("没有编码", "has no code"),
    "code_repeated": (
        "编码与第 {others} 个要素重复",
        "has the same code as feature {others}",
    ),
    "plot_repeated": (
        "同村同林班的小班号与第 {others} 个要素重复",
        "has the same village, compartment and plot number as feature {others}",
    ),
    "plot_taken": (
        "同村同林班的小班号已属于编码 {other}",
        "has the village, compartment and plot number of the stored plot {other}",
    ),
    "division_unknown": ("行政区划里没有 {code}", "its division {code} does not exist"),
    "division_none": (
        "看不出属于哪个行政区划：没有区划列，也不在任何区划的界内；请指定区划（命令行 --division）",
        "its division cannot be told: no column says it and it lies in none; name one (command line: --division)",
    ),
    "not_yours": (
        "属于 {code}，不在您的辖区",
        "belongs to {code}, outside your division",
    ),
    "code_elsewhere": (
        "编码已被您辖区以外的要素占用",
        "has the code of something outside your division",
    ),
    "parent_unknown": (
        "上级区划 {parent} 既不在文件里，也没有导入过",
        "its parent division {parent} is neither in the file nor stored",
    ),
    "outside_county": (
        "离本县边界 {distance_km:.0f} 公里",
        "lies {distance_km:.0f} km outside the county",
    ),
    "plot_unknown": ("没有编码为 {plot} 的小班", "there is no forest plot {plot}"),
    "category_unknown": (
        "问题目录里没有“{category}”，可用：{known}",
        "the catalogue has no “{category}”; it has {known}",
    ),
    "work_plot_elsewhere": (
        "小班 {plot} 属于 {of}，不在作业的区划 {division} 之内；请改小班或区划，或不填区划（随小班）",
        "its plot {plot} belongs to {of}, apart from its division {division}; change one of them, or leave the "
        "division out to take the plot’s",
    ),
    "work_outside_plot": (
        "图形有 {percent}% 在所属小班之外（最多 20%，边缘 30 米内不计）；请改图形或小班",
        "{percent} % of its polygon lie outside its plot (at most 20 %, 30 m along the edge let be); correct either",
    ),
    "work_outside_division": (
        "图形有 {percent}% 在{division}界外（最多 20%，边缘 30 米内不计）；请改图形或区划",
        "{percent} % of its polygon lie outside {division} (at most 20 %, 30 m along the edge let be); correct the "
        "polygon or the division",
    ),
    "work_held": (
        "作业已在系统中办理：年度、类型和面积以办理结果为准，上报后图形、小班和区划也不由文件改动；请先退回，改好后重报",
        "steps were taken on it here: year, type and areas follow from these, and once it is reported so do polygon, "
        "plot and division; have it sent back, then report it anew",
    ),
    "work_over_measured": (
        "上报 {area} 亩远大于图形面积 {measured} 亩（最多多出五分之一）；请核对面积或图形",
        "its {area} mu reported are far more than the {measured} mu of its polygon (at most a fifth more); check both",
    ),
    "qualified_exceeds": ("合格面积大于核实面积", "its qualified area exceeds its verified area"),
}


@dataclass(frozen=True)
class Reason:
    """One sentence of the catalogue with its parameters."""

    key: str
    params: dict = field(default_factory=dict)

    def text(self, locale: str = "zh-CN") -> str:
        """The reason in words."""
        chinese, english = REASONS[self.key]
        return (english if locale.startswith("en") else chinese).format(**self.params)


class ImportRefused(Exception):
    """An import that is refused as a whole."""

    def __init__(self, key: str, **params: object) -> None:
        self.reason = Reason(key, params)
        super().__init__(self.reason.text("en"))

    def sentence(self, locale: str = "zh-CN") -> str:
        """The refusal in words."""
        return self.reason.text(locale)
