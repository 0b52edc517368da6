import { Person, TeamsHouse, pause } from './teams-house.ts';
it('x', async () => {
  const house = await TeamsHouse.open({ TEAMS_STAFF_CHANNEL: '', LOG_LEVEL: 'debug' });
  const person = new Person(house);
  house.cloud.faults = ['reset-after-showing'];
  await person.bring({ text: 'プロミスのパスワードを忘れました' });
  await pause(2500);
  console.log(house.cloud.in(person.conversation.id).map((x) => JSON.stringify(x.activity).slice(0,300)), await house.tobira.database.all('select * from outbox'), await house.tobira.database.all('select * from teams_messages'));
  await house.close();
});
