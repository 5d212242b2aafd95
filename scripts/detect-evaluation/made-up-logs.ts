import { createHash } from "node:crypto";
import { createRandom } from "../train-names/random.ts";

const services = "api-gateway order-service billing worker scheduler ingest search cart auth-proxy mailer".split(" ");
const verbs = "started finished failed retried queued dropped cached flushed resumed skipped".split(" ");
const nouns = "request job batch message shipment invoice upload migration snapshot webhook".split(" ");
const modules = "HttpServer KafkaConsumer RedisCache JobRunner PaymentClient TaskQueue OrderMapper S3Uploader".split(
  " ",
);
const products =
  "Walnut Desk Lamp|Trail Runner 2|Cotton T-Shirt|Ceramic Mug 350 ml|USB-C Hub 7-in-1|Garden Hose 25 m".split("|");

/** Logs, JSON and lock files with ids, times, sizes and versions, and nobody in them; the same each time. */
export function madeUpLogs(bytes: number): string[] {
  const random = createRandom(11);
  const digits = (count: number) => Array.from({ length: count }, () => random.int(10)).join("");
  const hex = (count: number) => Array.from({ length: count }, () => random.int(16).toString(16)).join("");
  const two = (below: number) => String(random.int(below)).padStart(2, "0");
  const day = () =>
    `2024-${String(1 + random.int(12)).padStart(2, "0")}-${String(1 + random.int(28)).padStart(2, "0")}`;
  const time = () => `${two(24)}:${two(60)}:${two(60)}`;
  const uuid = () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;
  const sha = () => createHash("sha512").update(hex(16)).digest("base64");
  const epoch = () => String(1_700_000_000 + random.int(40_000_000));
  const version = () => `${random.int(30)}.${random.int(20)}.${random.int(20)}`;
  const lines: readonly (() => string)[] = [
    () =>
      `${day()}T${time()}.${digits(3)}Z INFO  [${random.pick(services)}] ${random.pick(nouns)} ${digits(10)} ${random.pick(verbs)} in ${digits(3)} ms`,
    () =>
      `${day()} ${time()},${digits(3)} WARN  ${random.pick(modules)} - ${random.pick(nouns)} ${uuid()} ${random.pick(verbs)} (attempt ${random.int(9)})`,
    () =>
      `{"ts":${epoch()}${digits(3)},"level":"info","trace_id":"${hex(32)}","span_id":"${hex(16)}","msg":"${random.pick(nouns)} ${random.pick(verbs)}","bytes":${digits(7)}}`,
    () =>
      `[${epoch()}] pid=${digits(5)} tid=${digits(6)} mem=${digits(9)} rss=${digits(8)} port=${8000 + random.int(999)}`,
    () =>
      `10.${random.int(255)}.${random.int(255)}.${random.int(255)} - - [12/Mar/2024:${time()} +0000] "GET /v1/items/${digits(8)}?page=${random.int(99)} HTTP/1.1" 200 ${digits(5)}`,
    () =>
      `{"id":${digits(16)},"sku":"${hex(4).toUpperCase()}-${digits(6)}","ean":"${digits(13)}","title":"${random.pick(products)}","price":${digits(2)}.${digits(2)},"stock":${digits(3)},"updated_at":"${day()}T${time()}+02:00"}`,
    () =>
      `    "node_modules/${random.pick(services)}": { "version": "${version()}", "integrity": "sha512-${sha()}", "engines": { "node": ">=${random.int(20)}.0.0" } },`,
    () => `commit ${hex(40)} tree ${hex(40)} ${epoch()} +0100`,
    () =>
      `Mar ${1 + random.int(28)} ${time()} node-${random.int(40)} kernel: [${digits(5)}.${digits(6)}] eth0: link up, ${digits(4)} Mbps, MTU ${digits(4)}`,
    () =>
      `metric.${random.pick(services)}.latency_ms{quantile="0.99",region="eu-west-${random.int(3)}"} ${digits(3)}.${digits(4)} ${epoch()}${digits(3)}`,
    () =>
      `INSERT INTO events (id, order_id, total_cents, created_at) VALUES (${digits(12)}, ${digits(10)}, ${digits(5)}, '${day()} ${time()}');`,
    () =>
      `{"order":{"number":${digits(9)},"lines":[{"qty":${random.int(9)},"unit":${digits(4)}}],"tracking":"1Z${hex(6).toUpperCase()}${digits(10)}","warehouse":"WH-${digits(3)}"}}`,
    () => `Downloading ${random.pick(services)}-${version()}.tar.gz (${digits(2)}.${digits(1)} MB) sha256:${hex(64)}`,
    () =>
      `\tat com.example.${random.pick(nouns)}.${random.pick(modules)}.run(${random.pick(modules)}.java:${digits(3)})`,
  ];
  const texts: string[] = [];
  let total = 0;
  while (total < bytes) {
    const kinds = random.chance(0.5) ? lines : [random.pick(lines)];
    let text = "";
    while (text.length < 4000) text += `${random.pick(kinds)()}\n`;
    texts.push(text);
    total += text.length;
  }
  return texts;
}
