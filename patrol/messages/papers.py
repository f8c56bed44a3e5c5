"""What is told of papers, their numbers and their templates: key -> (zh-CN, en)."""

MESSAGES: dict[str, tuple[str, str]] = {
    "paper_no_step": ("这份文书现在不能出具。", "This paper cannot be issued now."),
    "paper_no_step_for": (
        "还没有办理《{paper}》所依据的步骤，或该步骤已因退回、重新受理、提请移送等失效。",
        "The step that this paper ({paper}) belongs to has not been taken, or was undone by a later one.",
    ),
    "paper_not_word": (
        "不是可以读取的 Word 文档（.docx），或解开后过大。",
        "This is not a readable Word file (.docx), or unpacks to too much.",
    ),
    "paper_reaches_out": (
        "模板引用了文件以外的内容（链接的图片、文档或域）。请改为直接插入后重新上传。",
        "The template points at something outside itself (a linked picture, document or field). Insert it instead.",
    ),
    "paper_unfit": (
        "模板不能填写：{why}。请对照系统模板检查花括号中的名称。",
        "The template cannot be filled in: {why}. Compare the names in braces with the system's template.",
    ),
}
