"""What is told of papers, their numbers and their templates: key -> (zh-CN, en)."""

MESSAGES: dict[str, tuple[str, str]] = {
    "paper_no_step": ("这份文书现在不能出具。", "This paper cannot be issued now."),
    "paper_no_step_for": (
        "还没有办理《{paper}》所依据的步骤。",
        "The step that this paper belongs to ({paper}) has not been taken.",
    ),
    "paper_not_word": (
        "不是可以读取的 Word 文档（.docx），或解开后过大。",
        "This is not a readable Word file (.docx), or unpacks to too much.",
    ),
    "paper_unfit": (
        "模板不能填写：{why}。请对照系统模板检查花括号中的名称。",
        "The template cannot be filled in: {why}. Compare the names in braces with the system's template.",
    ),
}
