"""What a photo is told: key -> (zh-CN, en)."""

MESSAGES: dict[str, tuple[str, str]] = {
    "photo_hash": (
        "收到的照片与地址中的 SHA-256 不符（收到 {actual}），请重新上传。",
        "The bytes do not match the SHA-256 in the address (got {actual}); send them again.",
    ),
    "photo_length": (
        "照片大小与申报不符：申报 {declared} 字节，收到 {actual} 字节，请重新上传。",
        "The size differs from what was declared: {declared} bytes declared, {actual} received; send it again.",
    ),
    "photo_not_image": (
        "这不是可以读取的照片，只接受 JPEG、PNG、WebP、HEIC。",
        "This is not a readable photo; JPEG, PNG, WebP and HEIC are taken.",
    ),
    "photo_truncated": (
        "照片不完整，无法解码，请重新拍摄或上传。",
        "The photo is cut off and cannot be decoded; send it again.",
    ),
    "photo_too_many_pixels": (
        "照片尺寸过大：{width}×{height}，最多 {max_mp} 百万像素。",
        "The photo is too large: {width}×{height}; at most {max_mp} megapixels.",
    ),
    "font_missing": (
        "服务器缺少中文字体，无法在照片上加注水印，请管理员安装 fonts-noto-cjk。",
        "The server lacks the font for the words on photos; the administrator must install fonts-noto-cjk.",
    ),
    "photo_empty": ("照片内容为空。", "The photo is empty."),
}
