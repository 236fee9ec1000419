import json

from client_case import ACCOUNT, ClientCase, client, main

TRUST = json.dumps({"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]})
POLICY = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}


class Iam(ClientCase):
    iam = client("iam")

    def setUp(self):
        self.name = self.id().rpartition(".")[2][:60]
        self.role = self.iam.create_role(RoleName=self.name, AssumeRolePolicyDocument=TRUST, Description="for a test")["Role"]

    def test_roles(self):
        self.assertEqual(self.role["Arn"], "arn:aws:iam::%s:role/%s" % (ACCOUNT, self.name))
        self.assertTrue(self.role["RoleId"].startswith("AROA"))
        role = self.iam.get_role(RoleName=self.name)["Role"]
        self.assertEqual((role["AssumeRolePolicyDocument"], role["Description"]), (json.loads(TRUST), "for a test"))
        self.refused("EntityAlreadyExists", self.iam.create_role, RoleName=self.name, AssumeRolePolicyDocument=TRUST,
                     message="Role with name %s already exists." % self.name, status=409)
        self.assertIn(self.name, [role["RoleName"] for role in self.iam.list_roles()["Roles"]])
        self.iam.delete_role(RoleName=self.name)
        self.refused("NoSuchEntity", self.iam.get_role, RoleName=self.name, status=404,
                     message="The role with name %s cannot be found." % self.name)

    def test_policies_in_a_role(self):
        policy = json.dumps(POLICY)
        self.iam.put_role_policy(RoleName=self.name, PolicyName="p", PolicyDocument=policy)
        self.assertEqual(self.iam.get_role_policy(RoleName=self.name, PolicyName="p")["PolicyDocument"], POLICY)
        self.assertEqual(self.iam.list_role_policies(RoleName=self.name)["PolicyNames"], ["p"])
        self.refused("DeleteConflict", self.iam.delete_role, RoleName=self.name, status=409)
        self.iam.delete_role_policy(RoleName=self.name, PolicyName="p")
        self.iam.delete_role(RoleName=self.name)

    def test_policies_attached_to_a_role(self):
        managed = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
        self.iam.attach_role_policy(RoleName=self.name, PolicyArn=managed)
        attached = self.iam.list_attached_role_policies(RoleName=self.name)["AttachedPolicies"]
        self.assertEqual(attached, [{"PolicyName": "AWSLambdaBasicExecutionRole", "PolicyArn": managed}])
        self.iam.detach_role_policy(RoleName=self.name, PolicyArn=managed)
        self.assertEqual(self.iam.list_attached_role_policies(RoleName=self.name)["AttachedPolicies"], [])

    def test_a_managed_policy(self):
        policy = self.iam.create_policy(PolicyName=self.name, PolicyDocument=json.dumps(POLICY))
        arn = policy["Policy"]["Arn"]
        self.assertEqual(arn, "arn:aws:iam::%s:policy/%s" % (ACCOUNT, self.name))
        self.assertEqual(self.iam.get_policy(PolicyArn=arn)["Policy"]["PolicyName"], self.name)
        self.iam.delete_policy(PolicyArn=arn)
        self.refused("NoSuchEntity", self.iam.get_policy, PolicyArn=arn)


if __name__ == "__main__":
    main()
