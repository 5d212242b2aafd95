PROMPT = """You are a helper. Customer: {customer_name}, {{ order }}, <PHONE_NUMBER>."""
line = f"Dear {user.name}, {total:.2f} <EMAIL_ADDRESS>"
short = "Hi {name}"
count = {"a": 1}
