import { createRoot } from 'react-dom/client';
import './ui/theme.css';
import { startI18n } from './i18n/i18n.ts';

startI18n();
const root = document.getElementById('root');
if (root) createRoot(root).render(null);
