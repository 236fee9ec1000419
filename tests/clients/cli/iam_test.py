from client_case import ROLE, CliCase, main

TRUST = '{"Version": "2012-10-17", "Statement": []}'


class Iam(CliCase):
    def test_roles(self):
        create = ["iam", "create-role", "--role-name", "any", "--assume-role-policy-document", TRUST]
        self.assertEqual(self.aws(*create)["Role"]["Arn"], ROLE)
        self.assertIn("(EntityAlreadyExists)", self.aws(*create, status=1))
        self.assertIn("(NoSuchEntity)", self.aws("iam", "get-role", "--role-name", "absent", status=1))
        self.aws("iam", "wait", "role-exists", "--role-name", "any")
        self.assertEqual([role["RoleName"] for role in self.aws("iam", "list-roles")["Roles"]], ["any"])


if __name__ == "__main__":
    main()
