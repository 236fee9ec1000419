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
        self.assertEqual(assumed.get_caller_identity()["Account"], ACCOUNT)

    def test_a_role_of_another_shape_is_refused(self):
        self.refused("ValidationError", self.sts.assume_role, RoleArn="arn:aws:nothing-of-a-role:x", RoleSessionName="me")
        self.refused("ValidationError", self.sts.assume_role, RoleArn="arn:aws:iam::%s:role/worker" % ACCOUNT,
                     RoleSessionName="not allowed!")


if __name__ == "__main__":
    main()
