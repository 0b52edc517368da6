import { render } from 'preact';
import { sendRequest } from '../shared/request.ts';
import { StaffApi } from './api.ts';
import { ReportsPage } from './reports-page.tsx';

const page = document.getElementById('page');
if (page) render(<ReportsPage api={new StaffApi(sendRequest)} />, page);
