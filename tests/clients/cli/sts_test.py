from client_case import ACCOUNT, CliCase, main


class Sts(CliCase):
    def test_who_calls(self):
        self.assertEqual(self.aws("sts", "get-caller-identity")["Account"], ACCOUNT)

    def test_a_role_is_assumed(self):
        answer = self.aws("sts", "assume-role", "--role-arn", "arn:aws:iam::%s:role/any" % ACCOUNT, "--role-session-name", "me")
        self.assertEqual(answer["AssumedRoleUser"]["Arn"], "arn:aws:sts::%s:assumed-role/any/me" % ACCOUNT)


if __name__ == "__main__":
    main()
