/** The measure that `npm run bench` compares with: the smallest Bot Framework bot, with its state in memory. */
import {
  ActivityHandler,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConversationState,
  MemoryStorage,
} from 'botbuilder';
import restify from 'restify';

const conversationState = new ConversationState(new MemoryStorage());
const count = conversationState.createProperty<number>('count');
const bot = new ActivityHandler();
bot.onMessage(async (context, next) => {
  const said = (await count.get(context, 0)) + 1;
  await count.set(context, said);
  await context.sendActivity(`${said}: ${context.activity.text}`);
  await conversationState.saveChanges(context);
  await next();
});

const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
const server = restify.createServer();
server.use(restify.plugins.bodyParser());
server.post('/api/messages', async (req: restify.Request, res: restify.Response) => {
  await adapter.process(req, res, (context) => bot.run(context));
});
server.listen(0, '127.0.0.1', () => process.send?.({ url: `http://127.0.0.1:${server.address().port}` }));
