PROMPT = """You are a helper. Customer: {customer_name}, {{ order }}, <PHONE_NUMBER>."""
line = f"Dear {user.name}, {total:.2f} <EMAIL_ADDRESS>"
short = "Hi {name}"
count = {"a": 1}
loop = "{% for item in items %}{{ item.name }}{% endfor %}"
kept = f"Answer as {{topic}} or {{{{ order.id }}}} to {user.name}: a < b, <PERSON> or <US_SSN>"
body = f"""
We don't know {user["name"]!r:>10} yet, call <PHONE_NUMBER>; {{% if vip %}}thanks{{% endif %}}
{{{total}}} <not an entity>
"""
after = {"b": 2}
