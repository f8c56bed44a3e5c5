"""What files and live positions of loggers are told: key -> (zh-CN, en)."""

MESSAGES: dict[str, tuple[str, str]] = {
    "gpx_empty": ("文件是空的。", "The file is empty."),
    "gpx_missing": (
        "请在 file 字段上传 GPX 文件，或以 application/gpx+xml 直接提交文件内容。",
        "Send the GPX file in the form field `file`, or its content as application/gpx+xml.",
    ),
    "gpx_is_zip": (
        "这是压缩包，请先解压，再上传里面的 .gpx 文件。",
        "This is a compressed archive; unpack it and send the .gpx file inside.",
    ),
    "gpx_is_kml": (
        "这是 KML 文件，其中多半没有逐点时间。请在轨迹软件中改选“导出 GPX”。",
        "This is a KML file, which seldom has a time for each point. Export GPX instead.",
    ),
    "gpx_is_tcx": ("这是 TCX 文件，请改为导出 GPX。", "This is a TCX file; export GPX instead."),
    "gpx_is_html": (
        "这是网页而不是 GPX 文件，可能是下载时需要登录。请重新导出轨迹。",
        "This is a web page and not a GPX file; the download may have asked for a sign-in. Export the track again.",
    ),
    "gpx_other": ("这不是 GPX 文件（开头是 {found}）。", "This is not a GPX file (it begins with {found})."),
    "gpx_known": (
        "{day} 的这段轨迹已经提交过（由手机提交，或类型、航点、导出软件不同）；已提交的巡查保持原样。",
        "This track of {day} was submitted before, by the phone, with another kind, other waypoints or from another "
        "program; what was submitted stays as it is.",
    ),
    "gpx_doctype": (
        "GPX 文件不应含有 DOCTYPE 声明，请用轨迹软件重新导出。",
        "A GPX file has no DOCTYPE; export it again with the logger's own program.",
    ),
    "gpx_broken": (
        "第 {line} 行第 {column} 列的写法不符合 XML，文件可能已损坏，请重新导出。",
        "Line {line}, column {column} is not XML; the file may be damaged. Export it again.",
    ),
    "gpx_cut": (
        "文件到第 {line} 行就断了，没有写完，可能是复制或下载中断。请重新导出。",
        "The file breaks off in line {line}; copying or downloading may have been cut short. Export it again.",
    ),
    "gpx_tags": (
        "第 {line} 行第 {column} 列的结束标签与开始标签不一致，文件可能已损坏，请重新导出。",
        "The end tag at line {line}, column {column} does not match its start tag; the file may be damaged. Export it "
        "again.",
    ),
    "gpx_twice": (
        "第 {line} 行第 {column} 列的属性重复，请重新导出。",
        "An attribute stands twice at line {line}, column {column}; export the file again.",
    ),
    "gpx_entity": (
        "第 {line} 行第 {column} 列有不认识的实体（& 开头的符号），请重新导出。",
        "Line {line}, column {column} has an entity (a word after &) that is not known; export the file again.",
    ),
    "gpx_more": (
        "第 {line} 行起有多余的内容，可能是几个文件拼在了一起。请逐个上传。",
        "There is more after the end of the track in line {line}; files may have been joined. Send each by itself.",
    ),
    "gpx_deep": (
        "第 {line} 行的标签嵌套层数过多，这不是记录仪导出的 GPX，请重新导出。",
        "Line {line} is nested too deep for a logger's GPX; export the file again.",
    ),
    "gpx_encoding": (
        "文字编码 {name} 无法读取，请以 UTF-8 导出。",
        "The text encoding {name} cannot be read; export as UTF-8.",
    ),
    "gpx_position": (
        "第 {line} 行的坐标无效：{value}。纬度在 -90 到 90 之间，经度在 -180 到 180 之间。",
        "Line {line} has an impossible position: {value}. Latitude is within ±90, longitude within ±180.",
    ),
    "gpx_time": (
        "第 {line} 行的时间无法读取：{value}（应如 2026-05-20T04:00:00Z）。",
        "Line {line} has a time that cannot be read: {value} (as in 2026-05-20T04:00:00Z).",
    ),
    "gpx_no_times": (
        "{count} 个轨迹点中有 {untimed} 个没有时间，无法算作巡查。请在记录仪或轨迹软件中打开“记录时间”"
        "（航迹格式选 GPX 轨迹 trk，不要选路线 rte，也不要“简化”或“抽稀”后再导出），重新导出。",
        "{untimed} of {count} track points have no time, so this cannot count as a patrol. Switch on time stamps in "
        "the logger (export the track, trk, and not a route, rte; do not simplify it) and export again.",
    ),
    "gpx_too_many": (
        "文件中的轨迹点超过 {max} 个，请分成几个文件导入。",
        "The file holds more than {max} track points; import it in several files.",
    ),
    "gpx_no_track": (
        "文件中没有轨迹：至少需要两个连续的轨迹点（trkpt）。路线（rte）和航点（wpt）不算轨迹。",
        "The file holds no track: at least two consecutive track points (trkpt) are needed. Routes (rte) and "
        "waypoints (wpt) are none.",
    ),
    "gpx_waypoints": (
        "一次巡查最多 {max} 个航点，现有 {count} 个，请删去无关的航点。",
        "A patrol takes at most {max} waypoints; this has {count}. Remove those that do not belong to it.",
    ),
    "bad_fix": ("位置没有保存，请按提示检查设备。", "The position was not kept; see what is wrong with it."),
    "fix_not_valid": ("设备尚未定位（valid=false）。", "The device has no fix yet (valid=false)."),
    "fix_too_old": (
        "这个位置过于久远（服务器时间 {now}），请检查设备时钟，或改用 GPX 文件上传。",
        "This position is too long past (server time {now}); check the device's clock, or send a GPX file.",
    ),
    "unknown_device": (
        "没有这个设备标识，或已停用。请在系统中登记设备，并把得到的标识填入定位软件。",
        "No device has this identifier, or it was ended. Enter the device and put its key into the app.",
    ),
    "unknown_zone": (
        "没有名为 {name} 的时区（应如 Asia/Shanghai）。",
        "No time zone is called {name} (as in Asia/Shanghai).",
    ),
}
