"""The CyberTip reporting API, as its caller: client.py speaks their words; what a tip says is filing's business."""
