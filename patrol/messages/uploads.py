"""What a resumable upload is told: key -> (zh-CN, en)."""

MESSAGES: dict[str, tuple[str, str]] = {
    "tus_version": (
        "请使用 tus {version} 协议（请求头 Tus-Resumable: {version}）。",
        "Speak tus {version} (header Tus-Resumable: {version}).",
    ),
    "upload_metadata": (
        "Upload-Metadata 应为“键 Base64 值”，以逗号分隔。",
        "Upload-Metadata must be comma-separated pairs of a key and a Base64 value.",
    ),
    "upload_bytes": ("应为字节数（非负整数）。", "This must be a number of bytes."),
    "upload_empty": ("上传内容为空。", "There is nothing to upload."),
    "upload_checksum": (
        "应为“算法 Base64 摘要”，可用算法：{algorithms}。",
        "This must be an algorithm and a Base64 digest; algorithms: {algorithms}.",
    ),
    "upload_media": (
        "分段内容请以 application/offset+octet-stream 发送。",
        "Send pieces as application/offset+octet-stream.",
    ),
    "upload_offset": (
        "续传位置不符：服务器已收到 {expected} 字节，请求从 {got} 开始。",
        "The offset does not fit: {expected} bytes are here, and this begins at {got}.",
    ),
    "upload_beyond": (
        "这一段超出了 Upload-Length 声明的总长 {most} 字节，未保存。请从 Upload-Offset 起只发送余下的部分。",
        "This piece goes beyond the {most} bytes that Upload-Length announced and was not kept; send only what is left "
        "from Upload-Offset on.",
    ),
    "upload_expired": ("这次上传已过期，请重新开始。", "This upload has expired; begin again."),
    "uploads_full": (
        "未完成的上传过多：每人最多 {most} 个、共 {most_mb} MB，请先完成或删除其中一些。",
        "Too many unfinished uploads: at most {most}, {most_mb} MB together; finish or delete some first.",
    ),
    "locked": (
        "另一个连接正在上传同一内容，请 {retry_after_s} 秒后再试。",
        "Another connection is sending the same just now; try again in {retry_after_s} seconds.",
    ),
    "checksum_mismatch": (
        "这一段内容与校验值不符，未保存，请重新发送。",
        "This piece does not match its checksum and was not kept; send it again.",
    ),
}
