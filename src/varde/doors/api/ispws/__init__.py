"""The CyberTipline Reporting API, as served: /status /xsd /submit /upload /fileinfo /finish /retract.

Answers follow the rules by which existing clients read them: 200 for every success, `application/xml`, a numeric report id
wherever the documentation has one, `Request-ID` on everything, and never a word of the report in an error.
"""
