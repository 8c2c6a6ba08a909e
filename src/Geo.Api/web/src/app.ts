import type { Session } from './api.js';
import type { Route } from './route.js';

/** What may be lost when the page goes elsewhere. */
export interface Guard {
  dirty(): boolean;
  /** Asks the person where something would be lost: false stays. */
  mayLeave(to: Route): boolean;
}

/** What a room knows of the page around it. */
export interface App {
  readonly session: Session;
  route(): Route;
  /** Changes the URL and tells the open room. `replace` leaves no step for the back button. */
  go(change: Partial<Route>, how?: 'push' | 'replace'): void;
  /** Says something to a screen reader, and unless `aside` shows it for some seconds. */
  say(text: string, aside?: boolean): void;
  /** Who is asked before the page goes elsewhere. */
  guard(guard: Guard | null): void;
  signIn(): Promise<boolean>;
  signOut(): Promise<void>;
  /** Asks the server again who is signed in. */
  refreshSession(): Promise<void>;
}

/** An open room. */
export interface Room {
  /** Takes up a changed route: from the back button, the search box or the room itself. */
  show(route: Route): void;
  close(): void;
}
