"""What is told of GIS users of the database: key -> (zh-CN, en)."""

MESSAGES: dict[str, tuple[str, str]] = {
    "gis_user_name": (
        "名称应为 2 至 31 位小写字母、数字或下划线，以字母开头，不以 pg_ 开头。",
        "A name has 2 to 31 lower-case letters, digits or underscores, begins with a letter and not with pg_.",
    ),
    "gis_user_taken": (
        "数据库中已有名为 {name} 的角色，请换一个名称。",
        "The database server has a role {name} already; choose another name.",
    ),
    "gis_user_unknown": ("没有名为 {name} 的 GIS 用户。", "There is no GIS user {name}."),
    "gis_server_unready": (
        "数据库尚未为 GIS 用户做好准备。请数据库管理员以超级用户执行：psql -f patrol/sql/gis_guard.sql 数据库名；"
        "并执行 ALTER ROLE {owner} CREATEROLE;",
        "The database server is not ready for GIS users. Let its administrator run, as a superuser, "
        "psql -f patrol/sql/gis_guard.sql DATABASE, and ALTER ROLE {owner} CREATEROLE;",
    ),
}
