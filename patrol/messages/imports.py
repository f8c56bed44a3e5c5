"""What an import of layers is told: key -> (zh-CN, en)."""

MESSAGES: dict[str, tuple[str, str]] = {
    "import_not_your_post": (
        "导入图层是县级 GIS 人员、办公室和管理员的事；您的职务没有此项权限。",
        "Layers are imported by GIS staff and the office of a county, and by administrators; "
        "your post does not allow it.",
    ),
    "import_file": ("文件不能导入，请按提示修改。", "The file cannot be imported; mend it as told."),
    "import_file_missing": (
        "没有文件：请以 multipart/form-data 的 file 字段提交，或把文件作为请求正文并给出 name。",
        "There is no file: send it as the field file of multipart/form-data, or as the body with a name.",
    ),
    "import_files": (
        "一次导入一个文件；Shapefile 的 .shp、.dbf、.shx、.prj 等可以一起选（最多 {most} 个），或打成一个 .zip。",
        "One file at a time; the .shp, .dbf, .shx, .prj of a shapefile may come together ({most} at most), "
        "or as one .zip.",
    ),
    "import_too_large": (
        "文件过大：最多 {limit_mb} MB。请按乡镇拆分，或只导出要用的图层和字段。",
        "The file is too large: {limit_mb} MB at most. Split it by township, or export only what is needed.",
    ),
    "imports_full": (
        "您未入库的文件已满 {most_mb} MB，请先入库或放弃其中一些。",
        "Files of yours that are not committed fill {most_mb} MB; commit or discard some first.",
    ),
    "import_field_form": (
        "应写成“字段=列名”，例如 code=HDBM。",
        "This must be written FIELD=COLUMN, like code=HDBM.",
    ),
    "import_place_pair": ("x 和 y 要一起给。", "x and y come together."),
    "import_id_taken": (
        "这个编号已用于另一个导入，请换一个编号重新上传。",
        "Another import has this id; make a new one and upload again.",
    ),
    "import_running": (
        "这个文件正在处理，请等它结束再改。",
        "The file is being worked on; wait until that has ended.",
    ),
    "import_not_previewed": (
        "还没有可以入库的预览：请先等检查结束、按提示改好。",
        "There is no preview to commit: wait for the check to end, and mend what it tells.",
    ),
    "import_nothing": (
        "没有新增或变化的要素，不需要入库。",
        "Nothing is new or changed; there is nothing to commit.",
    ),
    "import_committed": (
        "这个文件已经入库，不能再改或放弃；要退回请用撤销。",
        "The file was committed; it can be neither changed nor discarded. Undo it instead.",
    ),
}
