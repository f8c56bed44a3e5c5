"""What an offline map pack is told: key -> (zh-CN, en)."""

MESSAGES: dict[str, tuple[str, str]] = {
    "pack_not_made": (
        "离线地图暂时无法生成（服务器磁盘可能已满），请稍后重试；已下载的地图不受影响。",
        "The offline map cannot be made just now (the server's disk may be full); try again soon. "
        "Maps that are on the phone already are not affected.",
    ),
}
