import { createInterface } from 'node:readline';
import { assemble } from '../index.ts';
import { prepareLanguage } from '../language/prepare.ts';
import { Member, testConfig } from '../test/support/tobira.ts';

await prepareLanguage({ buildDir: 'build', knowledgeDir: 'knowledge', log: (l: string) => console.error(l) });
const { loadUnderstander } = await import('../language/understander.ts');
const un = await loadUnderstander({ buildDir: 'build', knowledgeDir: 'knowledge' });
const t = await assemble(testConfig({ LOG_LEVEL: 'warn' }));
let m = new Member(t);
await m.open();
for await (const line of createInterface({ input: process.stdin })) {
  if (line.startsWith('#')) {
    console.log(`\n=============== ${line}`);
    m = new Member(t);
    await m.open();
    continue;
  }
  const u = un.understand(line);
  console.log(
    `\n👤 ${line}   (${u.intent} ${u.score.toFixed(2)} ${u.decision} ${u.service} d=${u.denied} e=${u.entities.map((e) => e.type + ':' + e.value)} | ${u.alternatives.slice(0, 2).map((a) => a.intent + ':' + a.score.toFixed(2))})`,
  );
  for (const s of await m.say(line)) {
    console.log(`🚪 ${s.text.replace(/\n/g, '\n   ')}`);
    if (s.choices.length) console.log(`   [${s.choices.map((c, i) => `${i + 1} ${c}`).join('] [')}]`);
  }
}
await t.close();
