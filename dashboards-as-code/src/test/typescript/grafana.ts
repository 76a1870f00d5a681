// What each part of a dashboard has to look like, in the words of Grafana's own published types.
// Two packages have them: the Foundation SDK, and the schema of the very Grafana that is deployed.
import type * as bargauge from '@grafana/grafana-foundation-sdk/bargauge';
import type * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import type * as gauge from '@grafana/grafana-foundation-sdk/gauge';
import type * as heatmap from '@grafana/grafana-foundation-sdk/heatmap';
import type * as logs from '@grafana/grafana-foundation-sdk/logs';
import type * as loki from '@grafana/grafana-foundation-sdk/loki';
import type * as prometheus from '@grafana/grafana-foundation-sdk/prometheus';
import type * as stat from '@grafana/grafana-foundation-sdk/stat';
import type * as statetimeline from '@grafana/grafana-foundation-sdk/statetimeline';
import type * as table from '@grafana/grafana-foundation-sdk/table';
import type * as tempo from '@grafana/grafana-foundation-sdk/tempo';
import type * as timeseries from '@grafana/grafana-foundation-sdk/timeseries';
import type * as schema from '@grafana/schema';
import type * as bargauge13 from '@grafana/schema/dist/esm/raw/composable/bargauge/panelcfg/x/BarGaugePanelCfg_types.gen';
import type * as gauge13 from '@grafana/schema/dist/esm/raw/composable/gauge/panelcfg/x/GaugePanelCfg_types.gen';
import type * as heatmap13 from '@grafana/schema/dist/esm/raw/composable/heatmap/panelcfg/x/HeatmapPanelCfg_types.gen';
import type * as logs13 from '@grafana/schema/dist/esm/raw/composable/logs/panelcfg/x/LogsPanelCfg_types.gen';
import type * as stat13 from '@grafana/schema/dist/esm/raw/composable/stat/panelcfg/x/StatPanelCfg_types.gen';
import type * as statetimeline13 from '@grafana/schema/dist/esm/raw/composable/statetimeline/panelcfg/x/StateTimelinePanelCfg_types.gen';
import type * as table13 from '@grafana/schema/dist/esm/raw/composable/table/panelcfg/x/TablePanelCfg_types.gen';
import type * as timeseries13 from '@grafana/schema/dist/esm/raw/composable/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen';

// JSON writes a string where TypeScript has an enum of strings.
type Loose<T> = 0 extends 1 & T
  ? T
  : T extends string
    ? `${T}`
    : T extends (infer U)[]
      ? Loose<U>[]
      : T extends object
        ? { [K in keyof T]: Loose<T[K]> }
        : T;

// Each panel says the most important of its options; Grafana adds the plugin's defaults.
type Said<T> = { [K in keyof T]: Partial<Loose<T[K]>> };

type Nothing = Record<string, never>;

// The same as Grafana's, but for targets, whose type there is a mark without fields.
type PanelOf<P> = Omit<Loose<P>, 'targets' | 'type'> & { type: keyof Plugins; targets: object[] };

export type SdkDashboard = Omit<Loose<dashboard.Dashboard>, 'panels'> & {
  panels: (PanelOf<dashboard.Panel> | Loose<dashboard.RowPanel>)[];
};
export type SchemaDashboard = Omit<Loose<schema.Dashboard>, 'panels'> & {
  panels: (PanelOf<schema.Panel> | Loose<schema.RowPanel>)[];
};

interface Plugins {
  stat: stat.Options;
  gauge: gauge.Options;
  bargauge: bargauge.Options;
  timeseries: timeseries.Options;
  'state-timeline': statetimeline.Options;
  heatmap: heatmap.Options;
  table: table.Options;
  logs: logs.Options;
  // Neither package has it; the panel for traces has no options that have to be said.
  traces: Nothing;
}

interface Plugins13 {
  stat: stat13.Options;
  gauge: gauge13.Options;
  bargauge: bargauge13.Options;
  timeseries: timeseries13.Options;
  'state-timeline': statetimeline13.Options;
  heatmap: heatmap13.Options;
  table: table13.Options;
  logs: logs13.Options;
  traces: Nothing;
}

interface Drawing {
  stat: Nothing;
  gauge: Nothing;
  bargauge: Nothing;
  timeseries: timeseries.FieldConfig;
  'state-timeline': statetimeline.FieldConfig;
  heatmap: heatmap.FieldConfig;
  table: table.FieldConfig;
  logs: Nothing;
  traces: Nothing;
}

interface Drawing13 {
  stat: Nothing;
  gauge: Nothing;
  bargauge: Nothing;
  timeseries: timeseries13.FieldConfig;
  'state-timeline': statetimeline13.FieldConfig;
  heatmap: heatmap13.FieldConfig;
  table: table13.FieldConfig;
  logs: Nothing;
  traces: Nothing;
}

export type SdkOptions = Said<Plugins>;
export type SchemaOptions = Said<Plugins13>;
export type SdkCustom = Said<Drawing>;
export type SchemaCustom = Said<Drawing13>;

// What an override may change: a field's own settings by their names.
export type SdkField = Required<Loose<dashboard.FieldConfig>>;
export type SchemaField = Required<Loose<schema.FieldConfig>>;

// Every query of ours says whom it asks; and where Grafana takes any text, only what it knows.
type Asking<T> = Loose<Omit<T, '_implementsDataqueryVariant' | 'queryType' | 'refId' | 'datasource'>> & {
  refId: string;
  datasource: { type: string; uid: string };
};

export interface Targets {
  prometheus: Asking<prometheus.Dataquery>;
  loki: Asking<loki.dataquery> & { queryType: `${loki.LokiQueryType}` };
  tempo: Asking<tempo.Dataquery> & { queryType: `${tempo.TempoQueryType}` };
  // Neither package has it. Grafana knows these two, and looks a trace up by its id.
  zipkin: Asking<{ query?: string }> & { queryType: 'traceID' | 'upload' };
}
