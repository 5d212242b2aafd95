/**
 * Ordinary chat for measuring speed: customers and agents talk, mostly about nothing personal. About one message in
 * four holds something to find, as support inboxes have it; the labelled sets, made to test recognizers, hold
 * something in nearly every sentence. All of it is invented.
 */

const plain = [
  "hi, is anyone there?",
  "Hello! Thanks for getting in touch. How can I help you today?",
  "the app keeps logging me out every time i close it, it's really annoying",
  "I'm sorry to hear that. Could you tell me which version of the app you are using and what kind of phone you have?",
  "not sure how to check that, where do i find it?",
  "You can find it under Settings, then About, right at the bottom of the page.",
  "ok it says 4.12.3 and it's an older android, maybe three years old",
  "Thank you. Please try clearing the cache first and then restart the app. It usually takes a minute or two.",
  "did that already yesterday and it didn't change anything",
  "I understand. In that case I would like to reset your session from our side, would that be all right with you?",
  "yes please go ahead, as long as i don't lose the stuff i saved",
  "Nothing will be lost, your saved items are kept with your account and not on the phone.",
  "great, it works now, thank you so much!",
  "You're very welcome. Is there anything else I can do for you?",
  "no that's all, have a nice day",
  "my parcel was supposed to arrive on tuesday and it still isn't here",
  "Let me have a look at that for you, just a moment please.",
  "It looks like the parcel was held up at the depot because of the weather. It should be with you in two working days.",
  "two days?? i needed it for a birthday on the weekend",
  "I completely understand. I have added a note so that the driver delivers it first thing in the morning.",
  "is it possible to change the size? i ordered a medium but i think i need a large",
  "That is no problem as long as the order hasn't been packed yet. Let me check with the warehouse.",
  "what is your return policy, and do i have to pay for the shipping myself?",
  "You can return anything within 30 days, and the label is free. You only need to keep the original packaging.",
  "can you explain the difference between the basic plan and the pro plan? the website is a bit confusing",
  "The basic plan has everything to get started. The pro plan adds shared folders, longer history and priority support.",
  "how much would it be if we paid for a whole year in advance?",
  "For a year it would be $118.80, which is two months for free compared with paying every month.",
  "i was charged twice this month, can you check why that happened",
  "I can see two payments, one of them is only reserved and will be released by your bank in a few days.",
  "could you write me a short poem about autumn that i can put on a card for my grandmother",
  "Of course! The leaves let go without a sound, they paint the paths in red and brown, and every step is lighter for it.",
  "summarize the following text in three bullet points and keep it simple, please",
  "why does my code throw an error when the list is empty? it says index out of range at line 42",
  "Because the loop reads the first element before it checks the length. Return early when the list is empty.",
  "what should i cook tonight? i have rice, two peppers, some eggs and not much time",
  "You could make fried rice: cook the rice, fry the peppers, push them aside, scramble the eggs and mix it all.",
  "I'm planning a trip for next spring and would like some ideas for places that are not too crowded.",
  "sounds good, i'll try that and let you know how it goes",
  "sorry, i was on the other line, are you still there?",
] as const;

const given =
  "Maria James Aisha Tom Priya Lucas Hannah Diego Mei Oliver Fatima Jonas Chloe Samuel Ingrid Ravi Elena Marcus Yuki Grace".split(
    " ",
  );
const family =
  "Lindqvist Okafor Whitfield Moreno Tanaka Baker Novak Fernandez Raman Keller Dubois Hughes Rossi Petrov Larsen Cohen Nguyen Walsh Iversen Adeyemi".split(
    " ",
  );
const streets = "Maple Harbor Willow Station Church Mill Park River Hill Cedar".split(" ");
const towns = "Portland Leeds Tucson Bristol Denver Halifax Austin Dayton Norwich Tampa".split(" ");

/** Numbers from 0 to below 1, always the same (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A conversation of `length` UTF-16 units, always the same. */
export function chatText(length: number): string {
  const random = createRandom(7);
  const below = (limit: number) => Math.floor(random() * limit);
  const pick = <T,>(list: readonly T[]): T => list[below(list.length)]!;
  const digits = (count: number) => Array.from({ length: count }, () => below(10)).join("");
  const name = () => `${pick(given)} ${pick(family)}`;
  const personal: readonly (() => string)[] = [
    () => `my name is ${name()} and i have a question about my last bill`,
    () =>
      `you can reach me at ${pick(given).toLowerCase()}.${pick(family).toLowerCase()}${below(99)}@postbox-mail.net, that's best`,
    () =>
      `Could you confirm the phone number on file? I have (${2 + below(8)}${digits(2)}) ${2 + below(8)}${digits(2)}-${digits(4)} here.`,
    () => `my order number is ${digits(8)}, placed last week`,
    () => `Please send the replacement to ${1 + below(2000)} ${pick(streets)} Street, ${pick(towns)} ${digits(5)}.`,
    () => `Thank you, ${pick(given)}. I have found your account.`,
    () => `i moved to ${pick(towns)} in march, do i need to change anything?`,
    () => `Kind regards,\n${name()}`,
    () => `the card ending in ${digits(4)} was declined again`,
    () => `it is for my mother, ${name()}, she is ${60 + below(30)} years old`,
    () => `call me back on +44 20 7946 0${digits(3)} after ${2 + below(5)} pm please`,
    () => `I was born on 19${50 + below(49)}-0${1 + below(9)}-1${below(9)} if you need that to verify it's me`,
    () => `ticket SUP-${digits(4)} has been open since 2025-05-1${below(9)} 1${below(9)}:${10 + below(49)}`,
    () => `see https://help.northwind-store.net/articles/${digits(6)} for the steps`,
  ];
  const lines: string[] = [];
  for (let size = 0; size < length; ) {
    const say = below(4) === 0 ? pick(personal)() : pick(plain);
    const line = `${lines.length % 2 === 0 ? "Customer" : "Agent"}: ${say}`;
    lines.push(line);
    size += line.length + 1;
  }
  return lines.join("\n").slice(0, length);
}
