"""Faults injected everywhere: streams that fail, damaged files, full disks, little memory."""
