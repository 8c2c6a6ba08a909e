import { maybe } from '../texts.js';

export const roles = ['admin', 'natural_resources', 'ecology', 'town', 'viewer'] as const;

export function roleName(role: string): string { return maybe(`role.${role}`) ?? role; }

export function rightName(right: string): string { return maybe(`right.${right}`) ?? right; }

/** An action of the audit log in words; those of later versions by their own name. */
export function actionName(action: string): string { return maybe(`action.${action}`) ?? action; }
