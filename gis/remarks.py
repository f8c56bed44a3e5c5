"""What is said about single features of a file, and about how it was read: key -> (zh-CN, en)."""

_FEATURES = {
    "geometry_none": ("没有图形", "has no geometry"),
    "geometry_unreadable": ("图形损坏，读不出来", "the geometry is damaged and cannot be read"),
    "geometry_coordinates": (
        "坐标不是有效数字，或超出坐标系的范围",
        "has coordinates that are not numbers or lie outside the coordinate system",
    ),
    "geometry_vertices": (
        "有 {count} 个顶点，最多 {limit} 个；请先抽稀或拆开",
        "has {count} vertices, {limit} at most; simplify or split it first",
    ),
    "geometry_type": ("图形是{found}，这里要{wanted}", "the geometry is {found}; {wanted} is wanted here"),
    "geometry_too_small": ("面积只有 {area_m2:.2f} 平方米", "its area is only {area_m2:.2f} m²"),
    "geometry_too_short": ("长度只有 {length_m:.2f} 米", "its length is only {length_m:.2f} m"),
    "geometry_pieces": (
        "线断成 {count} 截，接不成一条；请连好，或拆成几个河段各给编码",
        "the line is in {count} separate pieces; join them, or make each a segment with its own code",
    ),
    "geometry_repaired": (
        "图形有错（{fault}，经度 {lon:.6f}，纬度 {lat:.6f}），已修复，面积变化 {change:.3%}",
        "the geometry was invalid ({fault} at longitude {lon:.6f}, latitude {lat:.6f}) and was repaired; "
        "its area changed by {change:.3%}",
    ),
    "geometry_repair_refused": (
        "图形有错（{fault}，经度 {lon:.6f}，纬度 {lat:.6f}），修复会使面积变化 {change:.1%}，请人工核对；"
        "修复后的图形在报告的 offered 图层",
        "the geometry is invalid ({fault} at longitude {lon:.6f}, latitude {lat:.6f}) and repairing it would "
        "change its area "
        "by {change:.1%}; check it by hand. The repaired shape is in the layer “offered” of the report",
    ),
    "geometry_fault": (
        "几何有错（{fault}，经度 {lon:.6f}，纬度 {lat:.6f}），请改正",
        "the geometry is invalid ({fault} at longitude {lon:.6f}, latitude {lat:.6f}); mend it",
    ),
    "geometry_broken": (
        "图形有错（{fault}，经度 {lon:.6f}，纬度 {lat:.6f}）；修复后的图形见 offered，核对后可改用它再提交",
        "the geometry is invalid ({fault} at longitude {lon:.6f}, latitude {lat:.6f}); a repaired shape is offered: "
        "check it and send that",
    ),
}

_NOTES = {
    "note_dimensions": ("高程（Z）或测量值（M）已舍去。", "Heights (Z) or measures (M) were dropped."),
    "note_encoding_detected": (
        "属性表没有说明文字编码，按 {encoding} 读取。",
        "The attribute table does not name its encoding; it was read as {encoding}.",
    ),
    "note_encoding_corrected": (
        ".cpg 说是 {said}，实际是 {encoding}，已按 {encoding} 读取。",
        "The .cpg says {said} but the text is {encoding}; it was read as {encoding}.",
    ),
    "note_text_cut": (
        "属性表里有被截断的汉字（共 {count} 处），末尾半个字已去掉。",
        "The attribute table has characters cut in half ({count} cells); the broken ends were dropped.",
    ),
    "note_prj_unreadable": (
        ".prj 读不懂，未采用。",
        "The .prj cannot be understood and was set aside.",
    ),
    "note_shx_rebuilt": ("缺 .shx，已重建索引。", "The .shx was missing; the index was rebuilt."),
    "note_crs_overridden": (
        "文件自带的坐标系 {crs} 未采用，按指定的 {given} 读取。",
        "The file’s own coordinate system {crs} was set aside for {given}, as told.",
    ),
    "note_table_degrees": (
        "位置取自列“{x}”“{y}”，按 CGCS2000 经纬度读取；如取自高德、腾讯（GCJ02）或百度（BD09）地图，请指明坐标系。",
        "Places are read from the columns “{x}” and “{y}” as CGCS2000 longitude and latitude; say so if they come "
        "from a web map (GCJ02, BD09).",
    ),
    "note_table_metres": (
        "位置取自列“{x}”（东）和“{y}”（北）。",
        "Places are read from the columns “{x}” (east) and “{y}” (north).",
    ),
    "note_table_wkt": ("图形取自列“{column}”（WKT）。", "Geometry is read from the column “{column}” (WKT)."),
    "note_shifted": (
        "已从 {crs} 精确换算到 CGCS2000。",
        "Coordinates were converted exactly from {crs} to CGCS2000.",
    ),
}

_SHAPES = {
    "POINT": ("点", "a point"),
    "MULTIPOINT": ("多点", "a set of points"),
    "LINESTRING": ("线", "a line"),
    "LINEARRING": ("线", "a line"),
    "MULTILINESTRING": ("线", "a line"),
    "POLYGON": ("面", "a polygon"),
    "MULTIPOLYGON": ("面", "a polygon"),
    "GEOMETRYCOLLECTION": ("混合图形", "a collection"),
}

_FAULTS = {
    "Self-intersection": ("自相交", "self-intersection"),
    "Ring Self-intersection": ("环自相交", "ring self-intersection"),
    "Hole lies outside shell": ("孔在外环之外", "hole outside its shell"),
    "Holes are nested": ("孔套孔", "nested holes"),
    "Nested shells": ("外环重叠", "nested shells"),
    "Interior is disconnected": ("内部不连通", "disconnected interior"),
    "Duplicate Rings": ("环重复", "duplicate rings"),
    "Too few points in geometry component": ("点太少", "too few points"),
}

REMARKS: dict[str, tuple[str, str]] = {**_FEATURES, **_NOTES, **_SHAPES, **_FAULTS}
