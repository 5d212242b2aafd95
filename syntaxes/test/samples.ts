const prompt = `Hello ${user.name}, {{ order.id }} and {topic} <EMAIL_ADDRESS>`;
const single = "Hi {name}";
const record = { name };
const generic: Map<STRING, T> = new Map();
const loop = `{% for item in items %}${render(`- {{ item.name }} for ${who}`)}{% endfor %}`;
const tagged = prompt`Write to <EMAIL_ADDRESS>, ${{ a: 1 }.a} and {name}`;
const quoted = 'Dear {{ customer }}, <PERSON>';
