import { render } from 'preact';
import { sendRequest } from '../shared/request.ts';
import { Alerts } from './alerts.ts';
import { StaffApi } from './api.ts';
import { DeskStore } from './desk-store.ts';
import { Drafts } from './drafts.ts';
import { StaffPage } from './staff-page.tsx';

const alerts = new Alerts(localStorage);
const store = new DeskStore(new StaffApi(sendRequest), (row) => alerts.newCase(row));
const drafts = new Drafts(sessionStorage);

/** The address names the case, so that a reload or a link to a colleague leads back to it. */
const caseInAddress = () => decodeURIComponent(location.hash.slice(1)) || undefined;
window.addEventListener('hashchange', () => store.select(caseInAddress()));
store.select(caseInAddress());

const page = document.getElementById('page');
if (page) render(<StaffPage store={store} drafts={drafts} alerts={alerts} />, page);
void store.start();
