import {
  type Activity,
  ActivityTypes,
  BotAdapter,
  type ConversationReference,
  type ResourceResponse,
  TurnContext,
} from 'botbuilder';
import { TobiraError } from '../errors.ts';

/**
 * Collects what a turn wants to say. Nothing leaves before the turn is committed, so a turn that fails says nothing
 * and a turn that is run again says nothing twice.
 */
export class CollectingAdapter extends BotAdapter {
  readonly collected: Partial<Activity>[] = [];

  override async sendActivities(_context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    return activities.map((activity) => {
      if (activity.type === ActivityTypes.Trace) return { id: '' };
      this.collected.push(activity);
      return { id: String(this.collected.length) };
    });
  }

  override async updateActivity(): Promise<never> {
    throw new TobiraError('internal', 'a turn can only say new things');
  }

  override async deleteActivity(): Promise<never> {
    throw new TobiraError('internal', 'a turn can only say new things');
  }

  override async continueConversation(
    _reference: Partial<ConversationReference>,
    _logic: (revocableContext: TurnContext) => Promise<void>,
  ): Promise<never> {
    throw new TobiraError('internal', 'conversations are continued through the log');
  }

  /** Runs one turn over `activity`. */
  async run(activity: Partial<Activity>, logic: (context: TurnContext) => Promise<void>): Promise<void> {
    const context = new TurnContext(this, activity);
    await this.runMiddleware(context, logic);
  }
}
