"""What files and coordinates are told when they cannot be taken as they are: key -> (zh-CN, en)."""

from gis.remarks import REMARKS

_COORDINATES = {
    "crs_unknown": (
        "不认识的坐标系“{crs}”。请写 EPSG 编号，例如 EPSG:4547；火星坐标写 GCJ02，百度坐标写 BD09。",
        "Unknown coordinate system “{crs}”. Give an EPSG code such as EPSG:4547, or GCJ02 or BD09.",
    ),
    "crs_datum_refused": (
        "{crs} 属于{datum}，它到 CGCS2000 的转换要用本地参数，由测绘部门保管，不公开，本系统没有。"
        "请向县自然资源局要“本县{datum}到 CGCS2000 的坐标转换参数（四参数或七参数，附中央子午线和残差）”，"
        "或请他们直接提供转换到 CGCS2000 的成果，转换后再导入。",
        "{crs} is on {datum_en}. Its transformation to CGCS2000 needs local parameters, which the survey office keeps "
        "and does not publish. Ask the county's natural resources bureau for the file in CGCS2000, or for the "
        "county's parameters from {datum_en} to CGCS2000 (four or seven, with central meridian and residuals), and "
        "convert it first.",
    ),
    "crs_no_transformation": (
        "没有从 {crs} 到 CGCS2000、精度优于 {metres} 米的转换。请先转换到 CGCS2000 再导入。",
        "No transformation from {crs} to CGCS2000 better than {metres} m is known. Convert the file to CGCS2000 first.",
    ),
    "crs_missing": (
        "文件没有坐标系（缺 .prj）。坐标大致在 x={x}，y={y}，可能是：{offered}。确认后再导入："
        "网页上在“坐标系”里选 {first}，命令行加 --crs {first}。",
        "The file has no coordinate system (.prj is missing). Its coordinates are near x={x}, y={y}; "
        "this may be: "
        "{offered}. When you are sure, choose {first} under “Coordinate system” on the page, or import again "
        "with --crs {first}.",
    ),
    "crs_missing_no_candidate": (
        "文件没有坐标系（缺 .prj），坐标大致在 x={x}，y={y}，看不出是哪一种。"
        "请用 EPSG 编号说明：网页上在“坐标系”里选“其他”并填写，命令行用 --crs EPSG:编号。",
        "The file has no coordinate system (.prj is missing) and its coordinates (near x={x}, y={y}) "
        "fit none that "
        "is known for this county. Say which: "
        "on the page choose “Another” under “Coordinate system”, in a command add --crs EPSG:n.",
    ),
    "crs_mismatch": (
        "文件说自己是 {crs}，但坐标大致在 x={x}，y={y}，与它不符；应当是：{offered}。确认后再导入："
        "网页上在“坐标系”里选 {first}，命令行加 --crs {first}。",
        "The file says {crs}, but its coordinates are near x={x}, y={y}, which does not fit; it should "
        "be: {offered}. "
        "When you are sure, choose {first} under “Coordinate system” on the page, or import again with --crs {first}.",
    ),
    "crs_mismatch_no_candidate": (
        "文件说自己是 {crs}，但坐标大致在 x={x}，y={y}，与它不符。"
        "请核对后用 EPSG 编号说明：网页上在“坐标系”里选“其他”并填写，命令行用 --crs EPSG:编号。",
        "The file says {crs}, but its coordinates are near x={x}, y={y}, which does not fit. "
        "Check it and say which: "
        "on the page choose “Another” under “Coordinate system”, in a command add --crs EPSG:n.",
    ),
    "crs_meridian": (
        "坐标大致在 x={x}，y={y}，像是按中央经线的 3 度带（EPSG:4534 至 4554，75 至 135 度），"
        "但看不出是哪一条。"
        "请用 EPSG 编号说明：网页上在“坐标系”里选“其他”并填写，命令行用 --crs EPSG:编号；"
        "114 度是 4547，117 度是 4548。",
        "The coordinates are near x={x}, y={y}: a 3-degree zone by meridian (EPSG:4534 to 4554, 75 to "
        "135 E), but "
        "which one cannot be told. Say which: "
        "on the page choose “Another” under “Coordinate system”, in a command add --crs EPSG:n; "
        "114 E is 4547, 117 E is 4548.",
    ),
    "crs_elsewhere": (
        "按 {crs} 计算，数据落在经度 {lon:.3f}、纬度 {lat:.3f}，不在本县；应当是：{offered}。确认后再导入："
        "网页上在“坐标系”里选 {first}，命令行加 --crs {first}。",
        "Read as {crs}, the data lie at longitude {lon:.3f}, latitude {lat:.3f}, outside the county; it should "
        "be: {offered}. "
        "When you are sure, choose {first} under “Coordinate system” on the page, or import again with --crs {first}.",
    ),
    "crs_not_written": (
        "不能导出为 {crs}：只支持 CGCS2000 和 WGS 84 的坐标系，例如 EPSG:4548。",
        "Nothing is written in {crs}: only systems on CGCS2000 or WGS 84 are, such as EPSG:4548.",
    ),
    "axes_swapped": (
        "坐标的两个轴写反了：x={x} 像是北向，y={y} 像是东向。请把东（经度）放在前面再导入。",
        "The two axes are swapped: x={x} looks like a northing (latitude) and y={y} like an easting "
        "(longitude). "
        "Put east first and import again.",
    ),
}

_FILES = {
    "file_missing": ("找不到文件 {path}。", "There is no file {path}."),
    "file_exists": ("{path} 已存在，不覆盖。", "{path} exists already and is not overwritten."),
    "file_not_written": (
        "不能写成 {path}。可以导出：.gpkg、.shp、.zip（Shapefile）、.gdb、.geojson、.fgb、.kml、.csv、.xlsx。",
        "{path} cannot be written. Formats: .gpkg, .shp, .zip (shapefile), .gdb, .geojson, .fgb, .kml, .csv, .xlsx.",
    ),
    "too_many_rows": (
        "Excel 一张表最多 {limit} 行，请改用 CSV 或 GPKG。",
        "A sheet of Excel holds {limit} rows at most; use CSV or GPKG.",
    ),
    "file_empty": ("文件 {path} 是空的。", "The file {path} is empty."),
    "file_kind": (
        "不支持 {path}。可以导入：GPKG、Shapefile（.shp 或 .zip）、GeoJSON、KML/KMZ、GPX、FlatGeobuf、"
        "文件地理数据库（.gdb 或 .zip）、带坐标的 CSV 和 XLSX；其他格式（如 GeoParquet、DWG）请先另存为 GPKG。",
        "{path} cannot be read. Formats taken: GPKG, Shapefile (.shp or .zip), GeoJSON, KML/KMZ, GPX, FlatGeobuf, "
        "file geodatabase (.gdb or .zip), CSV and XLSX with coordinates; save others (GeoParquet, DWG) as GPKG first.",
    ),
    "file_not_what_it_says": (
        "{path} 的内容不是 {kind}。",
        "The content of {path} is not {kind}.",
    ),
    "file_broken": ("{path} 读不出来：{detail}", "{path} cannot be read: {detail}"),
    "gpkg_broken": (
        "{path} 已损坏或没有传完整，读不出图层。请重新复制原文件，或在 QGIS 里另存为 GeoPackage，再导入。",
        "{path} is damaged or incomplete, and its layers cannot be read. Copy the original again, or save it anew as "
        "GeoPackage in QGIS, and import that.",
    ),
    "gpx_areas": (
        "GPX 只有点和线，放不下图层 {layer} 的面。",
        "GPX holds points and lines, not the areas of layer {layer}.",
    ),
    "kml_too_large": (
        "{path} 超过 {limit_mb} MB：KML 要整个读进内存。请在 QGIS 里另存为 GeoPackage（.gpkg）再导入。",
        "{path} is larger than {limit_mb} MB, and KML is held in memory as a whole. Save it as GeoPackage (.gpkg).",
    ),
    "file_xml_entities": (
        "{path} 里有 XML 实体或 DOCTYPE，为安全起见不读。",
        "{path} holds XML entities or a DOCTYPE; such files are not read.",
    ),
    "shapefile_part_missing": (
        "Shapefile 缺少 {part} 文件。请把 .shp、.shx、.dbf、.prj 一起放好（或打成一个 .zip）。",
        "The shapefile lacks its {part} file. Keep .shp, .shx, .dbf and .prj together (or in one .zip).",
    ),
    "encoding_unknown": (
        "不认识的文字编码“{encoding}”。常用的是 GBK、GB18030、UTF-8。",
        "Unknown text encoding “{encoding}”. The usual ones are GBK, GB18030 and UTF-8.",
    ),
    "encoding_wrong": (
        "属性表的文字既不是 UTF-8 也不是 GBK（GB18030）。请说明是哪一种，例如 BIG5（命令行 --encoding）。",
        "The text of the attribute table is neither UTF-8 nor GBK (GB18030). Say which, such as BIG5 "
        "(command line: --encoding).",
    ),
    "layers_several": (
        "文件里有 {count} 个图层：{layers}。请指定一个（命令行 --layer）。",
        "The file has {count} layers: {layers}. Name one (command line: --layer).",
    ),
    "layer_missing": (
        "文件里没有图层“{layer}”。有：{layers}。",
        "The file has no layer “{layer}”. It has: {layers}.",
    ),
    "table_no_place": (
        "{path} 看不出哪几列是位置。表的列：{columns}。请加“经度”“纬度”两列，或“东坐标”“北坐标”两列，或一列 WKT。",
        "Which columns of {path} say where its rows are cannot be told. Its columns are: {columns}. Add lon and lat, "
        "or easting and northing, or one with WKT.",
    ),
    "table_column": ("表里没有列“{column}”。有：{columns}。", "The table has no column “{column}”. It has: {columns}."),
    "table_no_header": (
        "{path} 前十行里找不到表头（至少两个列名）。",
        "{path} has no header (two names or more) in its first ten rows.",
    ),
    "layers_none": ("文件里没有带图形的图层。", "The file has no layer with geometry."),
    "archive_broken": ("{path} 不是完好的压缩包。", "{path} is not a sound archive."),
    "archive_path": (
        "压缩包里的“{member}”指向包外，整个压缩包不读。",
        "“{member}” in the archive points outside it; the archive is not read.",
    ),
    "archive_link": (
        "压缩包里的“{member}”是链接，整个压缩包不读。",
        "“{member}” in the archive is a link; the archive is not read.",
    ),
    "archive_encrypted": ("压缩包有密码，请解开后再导入。", "The archive is encrypted. Unpack it first."),
    "archive_too_many": (
        "压缩包里有 {count} 个文件，最多 {limit} 个。",
        "The archive holds {count} files; {limit} at most.",
    ),
    "archive_too_large": (
        "压缩包解开后超过 {limit_mb} MB，不读。",
        "The archive unpacks to more than {limit_mb} MB and is not read.",
    ),
    "archive_nothing": (
        "压缩包里没有可以导入的文件（.shp、.gpkg、.gdb、.geojson、.kml、.gpx、.fgb、.csv、.xlsx）；"
        "压缩包里的压缩包不读。",
        "The archive holds nothing that can be imported (.shp, .gpkg, .gdb, .geojson, .kml, .gpx, .fgb, .csv, .xlsx); "
        "an archive inside it is not opened.",
    ),
}

SENTENCES: dict[str, tuple[str, str]] = {**_COORDINATES, **_FILES, **REMARKS}
