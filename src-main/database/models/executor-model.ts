import { DataTypes } from 'sequelize';
import type {
  CreationOptional,
  InferAttributes,
  InferCreationAttributes,
  Model,
  ModelStatic,
  Sequelize,
} from 'sequelize';

/** `executors`: who is running, and until when its lease holds. */
export interface ExecutorModel extends Model<
  InferAttributes<ExecutorModel>,
  InferCreationAttributes<ExecutorModel>
> {
  id: string;
  host: string;
  pid: number;
  bootId: string;
  processStarted: CreationOptional<string>;
  version: string;
  mode: string;
  slots: number;
  startedAt: CreationOptional<Date>;
  heartbeatAt: CreationOptional<Date>;
  leaseUntil: Date;
  stoppedAt: CreationOptional<Date | null>;
}

export function defineExecutors(sequelize: Sequelize): ModelStatic<ExecutorModel> {
  return sequelize.define<ExecutorModel>(
    'executor',
    {
      id: { type: DataTypes.UUID, primaryKey: true },
      host: DataTypes.STRING,
      pid: DataTypes.INTEGER,
      bootId: DataTypes.STRING(64),
      processStarted: DataTypes.STRING(64),
      version: DataTypes.STRING(32),
      mode: DataTypes.STRING(16),
      slots: DataTypes.INTEGER,
      startedAt: DataTypes.DATE,
      heartbeatAt: DataTypes.DATE,
      leaseUntil: DataTypes.DATE,
      stoppedAt: DataTypes.DATE,
    },
    { tableName: 'executors' },
  );
}
