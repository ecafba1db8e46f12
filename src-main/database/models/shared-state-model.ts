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

/** `shared_state`: what holds for every executor of this database, by key. */
export interface SharedStateModel extends Model<
  InferAttributes<SharedStateModel>,
  InferCreationAttributes<SharedStateModel>
> {
  key: string;
  value: Json;
  updatedAt: CreationOptional<Date>;
}

export function defineSharedState(sequelize: Sequelize): ModelStatic<SharedStateModel> {
  return sequelize.define<SharedStateModel>(
    'sharedState',
    {
      key: { type: DataTypes.STRING(64), primaryKey: true },
      value: { type: DataTypes.JSONB, allowNull: false },
      updatedAt: DataTypes.DATE,
    },
    { tableName: 'shared_state' },
  );
}
