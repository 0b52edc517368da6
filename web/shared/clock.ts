/** 「14:03」 by the clock of the person's device. */
export function clockTime(at: number): string {
  const date = new Date(at);
  return `${date.getHours()}:${`0${date.getMinutes()}`.slice(-2)}`;
}

/** 「11月22日（日）」 */
export function dayName(at: number): string {
  const date = new Date(at);
  return `${date.getMonth() + 1}月${date.getDate()}日（${'日月火水木金土'[date.getDay()]}）`;
}

export function sameDay(one: number, other: number): boolean {
  return new Date(one).toDateString() === new Date(other).toDateString();
}

export function sameMinute(one: number, other: number): boolean {
  return sameDay(one, other) && clockTime(one) === clockTime(other);
}
