"""Users, instance profiles and tags: stored as deployment tools need them."""
import json

from client_case import ACCOUNT, ClientCase, client, main

POLICY = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}
TRUST = {"Version": "2012-10-17", "Statement": []}
MANAGED = "arn:aws:iam::aws:policy/ReadOnlyAccess"


class Users(ClientCase):
    iam = client("iam")

    def test_a_user_and_what_it_may(self):
        self.iam.create_user(UserName="u")
        self.assertEqual(self.iam.get_user(UserName="u")["User"]["Arn"], "arn:aws:iam::%s:user/u" % ACCOUNT)
        self.assertIn("u", [user["UserName"] for user in self.iam.list_users()["Users"]])
        self.iam.put_user_policy(UserName="u", PolicyName="p", PolicyDocument=json.dumps(POLICY))
        self.assertEqual(self.iam.get_user_policy(UserName="u", PolicyName="p")["PolicyDocument"], POLICY)
        self.assertEqual(self.iam.list_user_policies(UserName="u")["PolicyNames"], ["p"])
        self.iam.attach_user_policy(UserName="u", PolicyArn=MANAGED)
        self.assertEqual(self.iam.list_attached_user_policies(UserName="u")["AttachedPolicies"][0]["PolicyArn"], MANAGED)
        self.iam.detach_user_policy(UserName="u", PolicyArn=MANAGED)
        self.iam.delete_user_policy(UserName="u", PolicyName="p")
        key = self.iam.create_access_key(UserName="u")["AccessKey"]["AccessKeyId"]
        self.assertEqual([row["AccessKeyId"] for row in self.iam.list_access_keys(UserName="u")["AccessKeyMetadata"]], [key])
        self.iam.tag_user(UserName="u", Tags=[{"Key": "k", "Value": "v"}])
        self.assertEqual(self.iam.list_user_tags(UserName="u")["Tags"], [{"Key": "k", "Value": "v"}])
        self.iam.untag_user(UserName="u", TagKeys=["k"])
        self.assertEqual(self.iam.list_user_tags(UserName="u")["Tags"], [])
        self.refused("NoSuchEntity", self.iam.get_user, UserName="nobody", status=404)

    def test_a_role_changed_and_tagged(self):
        self.iam.create_role(RoleName="r", AssumeRolePolicyDocument=json.dumps(TRUST))
        self.iam.update_role(RoleName="r", Description="new", MaxSessionDuration=7200)
        changed = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "states.amazonaws.com"},
                                                           "Action": "sts:AssumeRole"}]}
        self.iam.update_assume_role_policy(RoleName="r", PolicyDocument=json.dumps(changed))
        role = self.iam.get_role(RoleName="r")["Role"]
        self.assertEqual((role["Description"], role["AssumeRolePolicyDocument"]), ("new", changed))
        self.iam.tag_role(RoleName="r", Tags=[{"Key": "k", "Value": "v"}])
        self.assertEqual(self.iam.list_role_tags(RoleName="r")["Tags"], [{"Key": "k", "Value": "v"}])
        self.iam.untag_role(RoleName="r", TagKeys=["k"])
        self.assertEqual(self.iam.list_role_tags(RoleName="r")["Tags"], [])

    def test_an_instance_profile_holds_a_role(self):
        self.iam.create_role(RoleName="held", AssumeRolePolicyDocument=json.dumps(TRUST))
        self.iam.create_instance_profile(InstanceProfileName="ip")
        self.iam.add_role_to_instance_profile(InstanceProfileName="ip", RoleName="held")
        self.assertEqual(self.iam.get_instance_profile(InstanceProfileName="ip")["InstanceProfile"]["Roles"][0]["RoleName"], "held")
        for profiles in (self.iam.list_instance_profiles(), self.iam.list_instance_profiles_for_role(RoleName="held")):
            self.assertEqual([profile["InstanceProfileName"] for profile in profiles["InstanceProfiles"]], ["ip"])

    def test_policies_of_the_account_are_listed(self):
        self.iam.create_policy(PolicyName="mine", PolicyDocument=json.dumps(POLICY))
        self.assertIn("mine", [policy["PolicyName"] for policy in self.iam.list_policies(Scope="Local")["Policies"]])


if __name__ == "__main__":
    main()
