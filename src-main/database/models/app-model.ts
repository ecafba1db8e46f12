import { DataTypes } from 'sequelize';
import type {
  CreationOptional,
  InferAttributes,
  InferCreationAttributes,
  Model,
  ModelStatic,
  Sequelize,
} from 'sequelize';

/** `apps`: what a workflow belongs to. `mode` 2 is a workflow; `publishStatus` 0 draft, 1 published. */
export interface AppModel extends Model<InferAttributes<AppModel>, InferCreationAttributes<AppModel>> {
  id: CreationOptional<string>;
  teamId: CreationOptional<string>;
  userId: CreationOptional<string>;
  name: CreationOptional<string>;
  description: CreationOptional<string | null>;
  mode: CreationOptional<number>;
  isPublic: CreationOptional<number>;
  publishStatus: CreationOptional<number>;
  executionTimes: CreationOptional<number>;
  createdTime: CreationOptional<Date>;
  updatedTime: CreationOptional<Date | null>;
  status: CreationOptional<number>;
}

export function defineApps(sequelize: Sequelize): ModelStatic<AppModel> {
  return sequelize.define<AppModel>(
    'app',
    {
      id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true },
      teamId: DataTypes.BIGINT,
      userId: DataTypes.BIGINT,
      name: DataTypes.STRING,
      description: DataTypes.TEXT,
      mode: DataTypes.SMALLINT,
      isPublic: DataTypes.SMALLINT,
      publishStatus: DataTypes.SMALLINT,
      executionTimes: DataTypes.INTEGER,
      createdTime: DataTypes.DATE,
      updatedTime: DataTypes.DATE,
      status: DataTypes.SMALLINT,
    },
    { tableName: 'apps' },
  );
}
