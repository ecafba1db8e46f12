import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import '@mantine/spotlight/styles.layer.css';
import '@fontsource-variable/inter/wght.css';
import './tokens.css';
import './base.css';
import './mantine-overrides.css';
import './forced-colors.css';
