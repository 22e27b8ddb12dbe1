import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './ui/theme.css';
import { App } from './app/App.tsx';
import { startI18n } from './i18n/i18n.ts';

startI18n();

// After an update of the server, a page that is still open asks for parts that are gone: it starts anew, once.
addEventListener('vite:preloadError', (event) => {
  const now = Date.now();
  const last = Number(sessionStorage.getItem('tessera.restarted') ?? 0);
  if (now - last < 60_000) return;
  event.preventDefault();
  sessionStorage.setItem('tessera.restarted', String(now));
  location.reload();
});

const root = document.getElementById('root');
if (!root) throw new Error('The page has no place for the app.');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
