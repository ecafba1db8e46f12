import { DataTypes } from 'sequelize';
import type {
  CreationOptional,
  InferAttributes,
  InferCreationAttributes,
  Model,
  ModelStatic,
  Sequelize,
} from 'sequelize';
import type { Json } from '../../contract/primitives';
import { wallTimeType } from './wall-time-type';

/**
 * `scheduled_tasks`, NexusAI's columns. `startTime` and `endTime` are wall times as text (`2026-03-08T02:30:00`), never
 * shifted by a zone; everything typed `unknown` is JSON others may have written.
 */
export interface ScheduledTaskModel extends Model<
  InferAttributes<ScheduledTaskModel>,
  InferCreationAttributes<ScheduledTaskModel>
> {
  id: CreationOptional<string>;
  name: string;
  description: CreationOptional<string | null>;
  taskType: CreationOptional<string>;
  status: CreationOptional<number | null>;
  userId: string;
  appId: string;
  workflowId: string;
  input: CreationOptional<Json | null>;
  nodeConfirmUsers: CreationOptional<Json | null>;
  startTime: CreationOptional<string>;
  endTime: CreationOptional<string | null>;
  nextRunTime: CreationOptional<Date | null>;
  repeatType: CreationOptional<string | null>;
  repeatInterval: CreationOptional<number | null>;
  repeatDays: CreationOptional<Json | null>;
  repeatDayOfMonth: CreationOptional<number | null>;
  repeatMonth: CreationOptional<number | null>;
  repeatDayOfYear: CreationOptional<number | null>;
  taskData: CreationOptional<Json | null>;
  lastRunTime: CreationOptional<Date | null>;
  lastRunStatus: CreationOptional<number | null>;
  executionCount: CreationOptional<number | null>;
  maxExecutions: CreationOptional<number | null>;
  createdAt: CreationOptional<Date | null>;
  updatedAt: CreationOptional<Date | null>;
}

export function defineScheduledTasks(sequelize: Sequelize): ModelStatic<ScheduledTaskModel> {
  return sequelize.define<ScheduledTaskModel>(
    'scheduledTask',
    {
      id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true },
      name: { type: DataTypes.STRING, allowNull: false },
      description: DataTypes.STRING,
      taskType: DataTypes.STRING(9),
      status: DataTypes.SMALLINT,
      userId: { type: DataTypes.BIGINT, allowNull: false },
      appId: { type: DataTypes.BIGINT, allowNull: false },
      workflowId: { type: DataTypes.BIGINT, allowNull: false },
      input: DataTypes.JSONB,
      nodeConfirmUsers: DataTypes.JSONB,
      startTime: wallTimeType,
      endTime: wallTimeType,
      nextRunTime: DataTypes.DATE,
      repeatType: DataTypes.STRING(6),
      repeatInterval: DataTypes.INTEGER,
      repeatDays: DataTypes.JSONB,
      repeatDayOfMonth: DataTypes.INTEGER,
      repeatMonth: DataTypes.INTEGER,
      repeatDayOfYear: DataTypes.INTEGER,
      taskData: DataTypes.JSONB,
      lastRunTime: DataTypes.DATE,
      lastRunStatus: DataTypes.SMALLINT,
      executionCount: DataTypes.INTEGER,
      maxExecutions: DataTypes.INTEGER,
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { tableName: 'scheduled_tasks' },
  );
}
