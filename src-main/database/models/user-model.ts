import { DataTypes } from 'sequelize';
import type {
  CreationOptional,
  InferAttributes,
  InferCreationAttributes,
  Model,
  ModelStatic,
  Sequelize,
} from 'sequelize';

/** `users`: who owns a task. `status` 1 normal, 2 disabled, 3 deleted. */
export interface UserModel extends Model<InferAttributes<UserModel>, InferCreationAttributes<UserModel>> {
  id: CreationOptional<string>;
  teamId: CreationOptional<string>;
  nickname: string | null;
  email: CreationOptional<string | null>;
  status: CreationOptional<number>;
}

export function defineUsers(sequelize: Sequelize): ModelStatic<UserModel> {
  return sequelize.define<UserModel>(
    'user',
    {
      id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true },
      teamId: DataTypes.BIGINT,
      nickname: DataTypes.STRING(50),
      email: DataTypes.STRING(50),
      status: DataTypes.SMALLINT,
    },
    { tableName: 'users' },
  );
}
