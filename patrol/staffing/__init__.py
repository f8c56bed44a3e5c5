"""Staffing 人员管理: officers entered, changed, given passwords and duties, each act kept in the audit log."""
