import { mkdtempSync } from 'node:fs';
import pino from 'pino';
const R='/work/main/';
const { assembleBot } = await import(R+'bots/assemble.ts');
const { loadUnderstander } = await import(R+'language/understander.ts');
const { prepareLanguage } = await import(R+'language/prepare.ts');
const { Knowledge } = await import(R+'knowledge/knowledge.ts');
const { loadKnowledgeFiles } = await import(R+'knowledge/load.ts');
const { openSqlite } = await import(R+'store/sqlite.ts');
const { insertConversation } = await import(R+'store/queries/conversations.ts');
const { activitiesAfter } = await import(R+'store/queries/activities.ts');
import { createInterface } from 'node:readline';
const opts = { buildDir: R+'build', knowledgeDir: R+'knowledge', log: (l:string)=>console.error(l) };
await prepareLanguage(opts);
const understander = await loadUnderstander(opts);
const { knowledge, faults } = loadKnowledgeFiles(R+'knowledge');
console.error(faults.length, 'faults', faults.slice(0,5));
const database = await openSqlite(mkdtempSync('/tmp/tobira-')+'/t.db');
const bot = assembleBot({ database, understander, knowledge: new Knowledge(knowledge), log: pino({level:'warn'}), makeDesk: () => ({ perform: async (_tx:any,_c:any,r:any)=>{ console.log('DESK', JSON.stringify(r,null,1)); return undefined; } }) });
let conv = ''; let seen = 0;
async function start(){ conv = 'c'+Math.random(); seen=0; await insertConversation(database,{id:conv,channel:'directline',userId:'u',reference:'{}',client:'{}',at:Date.now()});
 await bot.inbox.accept({conversationId:conv,eventId:'start',from:{id:'u'},activity:{type:'conversationUpdate'}}); await show(); }
async function show(){ await bot.turns.run(conv); for (const a of await activitiesAfter(database, conv, seen, 100)) { seen = Number(a.sequence); if (a.type!=='message') continue; const p=JSON.parse(a.payload);
  console.log((a.speaker==='member'?'\n👤 ':'🚪 ')+a.text.replace(/\n/g,'\n   ')); if(p.suggestedActions) console.log('   ['+p.suggestedActions.actions.map((x:any,i:number)=>`${i+1} ${x.title}`).join('] [')+']'); if (p.entities) console.log('   出典: '+p.entities[0].citation.length); } }
await start(); let n=0;
for await (const line of createInterface({input:process.stdin})) { if (line.startsWith('#')) { console.log('\n=============== '+line); await start(); continue; } n++; 
 const u = understander.understand(line);
 await bot.inbox.accept({conversationId:conv,eventId:'e'+n,from:{id:'u'},activity:{type:'message',text:line}}); await show(); console.log(`   (${u.intent} ${u.score.toFixed(2)} ${u.decision} ${u.service} denied=${u.denied} ${u.alternatives.slice(0,2).map((a:any)=>a.intent+':'+a.score.toFixed(2))})`); }
process.exit(0);
