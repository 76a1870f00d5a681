package dev.intentobserve.parser.redact;

import static dev.intentobserve.parser.ParserFixtures.event;
import static dev.intentobserve.parser.ParserFixtures.json;
import static dev.intentobserve.parser.ParserFixtures.nested;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What developers and their agents write every day, and what must stay as it is. */
class OrdinaryTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "the author passed the test",
        "pass the salt",
        "pin the version to 1.2.3",
        "auth module refactored",
        "token count 512",
        "Tokens used: 15,230 of 200,000",
        "input_tokens=1200 output_tokens=5400",
        "feat(auth): refresh the session before it expires",
        "fix(token): count per branch, not per commit",
        "auth: refactor the login flow",
        "test pass: 120 of 120, fail: 0",
        "pass: 98%",
        "CI: pass",
        "status: pass, duration: 12s",
        "Password reset mails are sent by the worker",
        "the password is hashed with argon2id",
        "the password is required",
        "password was wrong three times",
        "Passwords must be at least 12 characters long",
        "The token is valid for 3600 seconds",
        "the token was rotated on 2026-05-04",
        "the token is a JWT signed with RS256",
        "the secret is stored in Vault",
        "secret rotation policy: every 90 days",
        "the key is INT-003",
        "the primary key is (tenant, id)",
        "sort key: created_at",
        "foreign key: user_id",
        "exit code: 137",
        "error code 1001",
        "status code was 404",
        "the verification code is sent by mail",
        "the pin is too short",
        "GPIO pin 17",
        "access is granted to everyone",
        "credentials are read from the environment",
        "commit 4f9d1c0b7e6a5d4c3b2a19080706050403020100",
        "image sha256:9b2c1d0e8f7a6b5c4d3e2f1a0b9c8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a2b1c",
        "alpine:3.18@sha256:9b2c1d0e8f7a6b5c4d3e2f1a0b9c8d7e",
        "integrity sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==",
        "b7ad6b71-6920-3331-4444-111111111111",
        "trace 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "modules/reading/src/main/java/dev/intentobserve/reading/Redactor.java",
        "dev.intentobserve.reading.SecretRulesTest.example_matchesOrNot",
        "at dev.intentobserve.app.Main.main(Main.java:42)",
        "https://github.com/org/repo/pull/123/files#diff-4f9d1c0b",
        "https://example.org/search?q=pass&lang=en&page=2",
        "https://example.org/errors?code=E1001",
        "git clone git@github.com:org/repo.git",
        "ssh://git@example.org:7999/x/y.git",
        "http://localhost:8080/api/v1/events?limit=100",
        "mkdir -p src/main/java",
        "docker run -p 8080:80 app2",
        "ssh -p 2222 host1",
        "claude -p 'summarise3 the diff'",
        "kubectl get pods -n prod -o wide",
        "npm install --save-dev typescript@5.4.2",
        "curl -s http://127.0.0.1:9090/metrics | head",
        "mysql -h db -u app -P 3306",
        "SELECT key, value FROM settings WHERE name = 'theme'",
        "return new Token(kind, text);",
        "List<Token> tokens = lex(text);",
        "if (password == null) return;",
        "import { auth } from './auth';",
        "private final Key key;",
        "AuthKey::name",
        "assertThatBase64DataIsCleanedInsideAgain",
        "READ_THE_Whole2RecordOnceMoreAndThen4Ever",
        "env: PWD=/home/ada/work2",
        "Bearer authentication is used",
        "basic auth is off",
        "2026-05-04T12:00:00.123456Z",
        "1772360430123456789",
        "+49 30 1234567",
        "order 12-34-56 shipped",
        "DE89 3704 0044 0532 0130 01",
        "4 of 7 checks passed; 2026-05-04 - 2026-05-11",
        "C:\\Users\\ada\\notes\\token.md",
        "100%25 sure & more",
        "éàü naïve café – “quoted” … Ünïcode",
        "Пароль не нужен",
        "请输入密码以继续",
        "a=b&c=d; e=f",
        "x <- y -> z => w",
        "SECRET -> secret(token)",
        "Secrets never leave the process",
        "see docs/operations/configuration.md#keys",
        "cookies are set by the login page",
        "the author's email is hidden",
        "my secret is good tests",
        "Our API keys are managed by admins",
      })
  void ordinaryText_staysAsItIs(String text) {
    assertThat(Redactor.redact(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'pass':true}",
        "{'tests':{'pass':12,'fail':0,'skip':3}}",
        "{'pass':'yes','auth':'required','pin':'latest'}",
        "{'auth':{'type':'oidc','provider':'google-oauth2','url':'https://id.example.org/v2'}}",
        "{'auth':'Refactor the login flow'}",
        "{'tokens':{'input':1200,'output':5400,'model':'claude-3-5'}}",
        "{'tokens':12000,'token_count':7,'max_tokens':'4096'}",
        "{'mfa':true,'otp':'enabled','2fa':false}",
        "{'PWD':'/home/ada/work2'}",
        "{'name':'Rotate the api token','content':'Every 90 days, see SPEC-12.'}",
        "{'name':'tokenizer','value':'bpe2'}",
        "{'key':'theme','value':'dark7'}",
        "{'required':['username','password','token']}",
        "{'args':['mkdir','-p','build/x1']}",
        "{'args':['docker','run','-p','8080:80']}",
        "{'args':['--token','--verbose']}",
        "{'columns':['id','token','created_at']}",
        "{'n':[4111111111111112,1772360430123456789,12345678]}",
        "{'code':'E1001','state':'open','status_code':200}",
        "{'sort_key':'b2','primary_key':'id2','key':'k2'}",
        "{'bypass':'north9','compass':'n9','spinner':'s1'}",
      })
  void ordinaryData_staysAsItIs(String data) {
    String record = nested("a.b", "", data);
    assertThat(event(record).body().text()).isEqualTo(json(record));
  }

  /** A picture, a text and a hash in base64 hold no secret. */
  @Test
  void ordinaryBase64_staysAsItIs() {
    byte[] picture = new byte[600];
    new java.util.Random(3).nextBytes(picture);
    picture[0] = (byte) 0x89;
    String encoded = Base64.getEncoder().encodeToString(picture);
    String text =
        Base64.getEncoder()
            .encodeToString("a text of no interest, 42 times".getBytes(StandardCharsets.UTF_8));
    for (String everyday : new String[] {"data:image/png;base64," + encoded, encoded, text}) {
      assertThat(Redactor.redact(everyday)).isEqualTo(everyday);
    }
  }
}
