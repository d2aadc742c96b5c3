"""Specialists, clinics, affiliations and treatments from CSV and XLSX files, and back into them.

A file goes through four hands, each of which can refuse it: it is read into text cells (csv_files, xlsx_files),
stored row by row (staging), compared with the directory (planning), and written in one transaction (applying).
"""
