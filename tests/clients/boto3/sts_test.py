from client_case import ACCOUNT, ClientCase, client, main


class Sts(ClientCase):
    sts = client("sts")

    def test_who_calls(self):
        identity = self.sts.get_caller_identity()
        self.assertEqual(identity["Account"], ACCOUNT)
        self.assertTrue(identity["Arn"].startswith("arn:aws:"))
        self.assertIn(ACCOUNT, identity["Arn"])

    def test_a_role_gives_credentials_that_carry_its_account(self):
        answer = self.sts.assume_role(RoleArn="arn:aws:iam::%s:role/worker" % ACCOUNT, RoleSessionName="me")
        self.assertEqual(answer["AssumedRoleUser"]["Arn"], "arn:aws:sts::%s:assumed-role/worker/me" % ACCOUNT)
        credentials = answer["Credentials"]
        assumed = client("sts", aws_access_key_id=credentials["AccessKeyId"],
                         aws_secret_access_key=credentials["SecretAccessKey"],
                         aws_session_token=credentials["SessionToken"])
        identity = assumed.get_caller_identity()
        self.assertEqual((identity["Account"], identity["Arn"], identity["UserId"]),
                         (ACCOUNT, answer["AssumedRoleUser"]["Arn"], answer["AssumedRoleUser"]["AssumedRoleId"]))

    def test_a_user_is_known_by_its_key(self):
        iam = client("iam", aws_access_key_id="test", aws_secret_access_key="test")
        user = iam.create_user(UserName="ada")["User"]
        key = iam.create_access_key(UserName="ada")["AccessKey"]
        identity = client("sts", aws_access_key_id=key["AccessKeyId"],
                          aws_secret_access_key=key["SecretAccessKey"]).get_caller_identity()
        self.assertEqual((identity["Arn"], identity["UserId"]), (user["Arn"], user["UserId"]))
        iam.delete_access_key(UserName="ada", AccessKeyId=key["AccessKeyId"])
        iam.delete_user(UserName="ada")

    def test_a_role_of_another_shape_is_refused(self):
        self.refused("ValidationError", self.sts.assume_role, RoleArn="arn:aws:nothing-of-a-role:x", RoleSessionName="me")
        self.refused("ValidationError", self.sts.assume_role, RoleArn="arn:aws:iam::%s:role/worker" % ACCOUNT,
                     RoleSessionName="not allowed!")


if __name__ == "__main__":
    main()
