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

/** `workflow_targets`: how a workflow is started. */
export interface WorkflowTargetModel extends Model<
  InferAttributes<WorkflowTargetModel>,
  InferCreationAttributes<WorkflowTargetModel>
> {
  workflowId: string;
  connector: string;
  config: CreationOptional<Json | null>;
  inputDefinition: CreationOptional<Json | null>;
  updatedAt: CreationOptional<Date>;
}

export function defineWorkflowTargets(sequelize: Sequelize): ModelStatic<WorkflowTargetModel> {
  return sequelize.define<WorkflowTargetModel>(
    'workflowTarget',
    {
      workflowId: { type: DataTypes.BIGINT, primaryKey: true },
      connector: { type: DataTypes.STRING(32), allowNull: false },
      config: DataTypes.JSONB,
      inputDefinition: DataTypes.JSONB,
      updatedAt: DataTypes.DATE,
    },
    { tableName: 'workflow_targets' },
  );
}
