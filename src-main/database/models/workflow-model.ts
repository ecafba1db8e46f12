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

/** `workflows`: one row for the draft (`publishStatus` 0) and one for the published (1) state of an app's workflow. */
export interface WorkflowModel extends Model<
  InferAttributes<WorkflowModel>,
  InferCreationAttributes<WorkflowModel>
> {
  id: CreationOptional<string>;
  teamId: CreationOptional<string>;
  userId: CreationOptional<string>;
  appId: CreationOptional<string>;
  name: string | null;
  graph: CreationOptional<Json | null>;
  features: CreationOptional<Json | null>;
  publishStatus: CreationOptional<number | null>;
  publishedTime: CreationOptional<Date | null>;
  createdTime: CreationOptional<Date>;
  updatedTime: CreationOptional<Date | null>;
  status: CreationOptional<number>;
}

export function defineWorkflows(sequelize: Sequelize): ModelStatic<WorkflowModel> {
  return sequelize.define<WorkflowModel>(
    'workflow',
    {
      id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true },
      teamId: DataTypes.BIGINT,
      userId: DataTypes.BIGINT,
      appId: DataTypes.BIGINT,
      name: DataTypes.STRING,
      graph: DataTypes.JSONB,
      features: DataTypes.JSONB,
      publishStatus: DataTypes.SMALLINT,
      publishedTime: DataTypes.DATE,
      createdTime: DataTypes.DATE,
      updatedTime: DataTypes.DATE,
      status: DataTypes.SMALLINT,
    },
    { tableName: 'workflows' },
  );
}
