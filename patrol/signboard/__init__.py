"""Signboards 公示牌 for everybody: pages behind the QR code, reports from the public, boards to print."""
