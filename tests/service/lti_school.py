"""A learning platform on this machine, by a library that is not ours: it signs launches, gives
tokens, and answers for members and grades over a small store."""

from __future__ import annotations

import html
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import jwt
import uvicorn
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from lti1p3platform.ltiplatform import LTI1P3PlatformConfAbstract
from lti1p3platform.membership import Context
from lti1p3platform.message_launch import LTIAdvantageMessageLaunchAbstract
from lti1p3platform.oidc_login import OIDCLoginAbstract
from lti1p3platform.registration import Registration
from lti1p3platform.request import Request as AskedBase
from lti1p3platform.score import UpdateScoreStatus
from lti1p3platform.service_connector import AssignmentsGradesService, NamesRoleProvisioningService
from service_tools import ADDRESS, listening_socket, until
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from autograder.service.lti.platforms import Platform

CLIENT = "client-7"
DEPLOYMENT = "deployment-1"
LEARNER = "http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"
INSTRUCTOR = "http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor"


def key_pair(bits: int = 2048) -> tuple[str, str]:
    """A private key and its public half, as PEM."""
    key = rsa.generate_private_key(65537, bits)
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return private.decode(), public.decode()


@dataclass
class School:
    """The platform: what it says of people, what it was told, and how it is to misbehave."""

    address: str
    private: str
    public: str
    tool_keys: dict[str, Any] = field(default_factory=dict)
    members: list[dict[str, Any]] = field(default_factory=list)
    line_items: dict[str, dict[str, Any]] = field(default_factory=dict)
    scores: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    audiences: list[Any] = field(default_factory=list)
    assertions: list[dict[str, Any]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    refuses: int = 0  # the status with which scores are refused
    retry_after: str = ""
    deleted: set[str] = field(default_factory=set)  # columns that were taken away
    keys: Any = None  # another key set than its own
    service: str = ADDRESS  # where its tool is
    says: dict[str, Any] = field(default_factory=dict)  # of whoever comes to its page
    chosen: list[Any] = field(default_factory=list)
    usual: dict[str, Any] = field(default_factory=dict)  # the claims of one launch

    @property
    def platform(self) -> Platform:
        """The registration that the course keeps of it."""
        return Platform(
            issuer=self.address,
            client_id=CLIENT,
            login_url=f"{self.address}/auth",
            token_url=f"{self.address}/token",
            keys_url=f"{self.address}/keys",
            deployments=(DEPLOYMENT,),
        )

    def registration(self) -> Registration:
        return (
            Registration()
            .set_iss(self.address)
            .set_client_id(CLIENT)
            .set_deployment_id(DEPLOYMENT)
            .set_oidc_login_url(f"{self.service}/lti/login")
            .set_launch_url(f"{self.service}/lti/launch")
            .set_deeplink_launch_url(f"{self.service}/lti/choose")
            .set_platform_public_key(self.public)
            .set_platform_private_key(self.private)
            .set_tool_key_set(self.tool_keys)
        )

    def config(self) -> LTI1P3PlatformConfAbstract:
        school = self

        class Config(LTI1P3PlatformConfAbstract):
            def init_platform_config(self, **_more: Any) -> None:
                self._registration = school.registration()

            def get_registration_by_params(self, **_more: Any) -> Registration:
                return school.registration()

        return Config()

    def announcement(self, user: str, chooses: bool = False) -> str:
        """The path at our service to which a press on the link leads."""

        class Login(OIDCLoginAbstract):
            def set_lti_message_hint(self, **more: Any) -> None:
                self._lti_message_hint = more["hint"]

            def get_redirect(self, url: str) -> str:
                return url

        login = Login(None, self.config())
        login.set_lti_message_hint(hint="the link")
        if chooses:
            login.set_deeplinking_launch_url()
        url: str = login.initiate_login(user)
        return url.removeprefix(self.service)

    def launch(self, asked: str, **more: Any) -> dict[str, str]:
        """What its page sends to us, for the address to which we have sent the browser: fields of a
        form. `more` are the name and e-mail, roles and custom parameters of the launch, and
        `grades`, which of its services it tells."""
        query = dict(parse_qsl(urlsplit(asked).query))
        assert query["redirect_uri"] == f"{self.service}/lti/launch"
        assert query["response_type"] == "id_token"
        assert query["lti_message_hint"] == "the link"

        class Message(LTIAdvantageMessageLaunchAbstract):
            def get_preflight_response(self) -> dict[str, Any]:
                return query

            def render_launch_form(self, launch_data: dict[str, Any], **_more: Any) -> Any:
                return launch_data

        message = Message(None, self.config())
        message.set_user_data(
            query["login_hint"],
            more.get("roles", [LEARNER]),
            more.get("name"),
            more.get("email"),
        )
        message.set_resource_link_claim(more.get("link", "link-1"), title="Toy")
        message.set_launch_context_claim(more.get("context", "course-1"), context_title="Networks")
        if more.get("exercise", "toy"):
            message.set_custom_parameters_claim({"exercise": more.get("exercise", "toy")})
        grades = more.get("grades")
        if grades is not None:
            message.set_ags(f"{self.address}/line-items", grades or None)
            message.set_nrps(f"{self.address}/members")
        if "claims" in more:
            message.set_extra_claims(more["claims"])
        if more.get("chooses"):
            message.set_dl(f"{self.address}/chosen", extra_data="opaque")
        form: dict[str, str] = message.lti_launch()
        return {"state": form["state"], "id_token": form["id_token"]}

    def claims(self, asked: str, **changed: Any) -> dict[str, Any]:
        """The claims of a launch as it signs them, to be forged by a test; None leaves one out.
        They are taken from a launch of its own, once."""
        query = dict(parse_qsl(urlsplit(asked).query))
        if not self.usual:
            signed = self.launch(asked)["id_token"]
            self.usual.update(jwt.decode(signed, self.public, ["RS256"], audience=CLIENT))
        now = int(time.time())
        fresh = {"nonce": query["nonce"], "iat": now, "exp": now + 300}
        claims = self.usual | fresh | changed
        return {name: value for name, value in claims.items() if value is not None}

    @cached_property
    def key(self) -> Any:
        """Its private key, and the id of that."""
        key = serialization.load_pem_private_key(self.private.encode(), None)
        return key, self.registration().get_kid()

    def sign(self, claims: dict[str, Any]) -> str:
        """A token of its own with any claims."""
        return jwt.encode(claims, self.key[0], "RS256", {"kid": self.key[1]})


class _Asked(AskedBase):
    def build_metadata(self, request: Any) -> Any:
        return request


class _Grades(AssignmentsGradesService):
    """Grades over the store of a school."""

    school: School

    def find_lineitems(self, page: int = 1, limit: Any = None, **which: Any) -> Any:
        names = {"resource_id": "resourceId", "resource_link_id": "resourceLinkId", "tag": "tag"}
        wanted = {names[name]: value for name, value in which.items() if name in names}
        found = [
            each
            for each in self.school.line_items.values()
            if all(each.get(name) == value for name, value in wanted.items())
        ]
        return {"content": found, "has_next": False}

    def find_lineitem(self, line_item_id: str) -> Any:
        return self.school.line_items[line_item_id]

    def create_lineitem(self, creation_data: Any) -> Any:
        id = f"{self.school.address}/line-items/{len(self.school.line_items) + 1}"
        self.school.line_items[id] = {**creation_data, "id": id}
        return self.school.line_items[id]

    def update_lineitem(self, update_data: Any) -> Any:
        raise AssertionError("nobody asks for this")

    def delete_lineitem(self, line_item_id: str) -> None:
        raise AssertionError("nobody asks for this")

    def update_score(self, line_item_id: str, score: Any) -> UpdateScoreStatus:
        self.school.scores.append((line_item_id, score))
        return UpdateScoreStatus.SUCCESS

    def get_results(self, line_item_id: str, **_more: Any) -> Any:
        raise AssertionError("nobody asks for this")


class _Members(NamesRoleProvisioningService):
    """Members over the store of a school, two on a page."""

    school: School

    def get_context_by_id(self) -> Context:
        return Context(id="course-1", label="NN", title="Networks")

    def get_member_data_page(self, page: Any = 1, limit: Any = None, **_more: Any) -> Any:
        start = (int(page) - 1) * 2
        rest = self.school.members[start:]
        return {"content": [dict(each) for each in rest[:2]], "has_next": len(rest) > 2}


@contextmanager
def school(host: str = "127.0.0.1") -> Iterator[School]:
    """A platform that listens on a port of this machine, by this name."""
    private, public = key_pair()
    with closing(listening_socket()) as listening:
        port = listening.getsockname()[1]
        found = School(f"http://{host}:{port}", private, public)
        config = uvicorn.Config(_app(found), log_level="warning", access_log=False)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            until(lambda: server.started)
            yield found
        finally:
            server.should_exit = True
            thread.join()


def _app(own: School) -> Starlette:
    async def keys(_request: Request) -> Response:
        own.asked.append("keys")
        if isinstance(own.keys, Response):
            return own.keys
        return JSONResponse(own.keys or own.config().get_jwks())

    async def token(request: Request) -> Response:
        form = dict(await request.form())
        assertion = form["client_assertion"]
        own.asked.append("token")
        own.audiences.append(jwt.decode(assertion, options={"verify_signature": False})["aud"])
        own.assertions.append(jwt.decode(assertion, options={"verify_signature": False}))
        return JSONResponse(own.config().get_access_token(form))

    async def plain(request: Request) -> Any:
        body = await request.body()
        return _Asked(
            {
                "method": request.method,
                "headers": {"Authorization": request.headers.get("authorization", "")},
                "get_data": dict(request.query_params),
                "form_data": {},
                "json": await request.json() if body else None,
            }
        )

    async def members(request: Request) -> Response:
        service = _Members(await plain(request), own.config(), f"{own.address}/members")
        service.school = own
        service.request.request["get_data"].setdefault("limit", 2)
        page = service.request.request["get_data"].get("page", 1)
        service.request.request["get_data"]["page"] = int(page)
        return answer(service.handle_resp(service.handle_get_members), service)

    async def line_items(request: Request) -> Response:
        service = _Grades(await plain(request), own.config(), f"{own.address}/line-items")
        service.school = own
        own.asked.append(f"{request.method} line items")
        do = service.handle_get_lineitems if request.method == "GET" else None
        return answer(service.handle_resp(do or service.handle_create_lineitem), service)

    async def line_item(request: Request) -> Response:
        return JSONResponse({}, 200 if item_of(request) in own.line_items else 404)

    def item_of(request: Request) -> str:
        return f"{own.address}/line-items/{request.path_params['id']}"

    async def scores(request: Request) -> Response:
        own.asked.append("score")
        if own.refuses:
            return JSONResponse({"error": "no"}, own.refuses, {"retry-after": own.retry_after})
        if item_of(request) in own.deleted:
            return JSONResponse({"error": "no such column"}, 404)
        service = _Grades(await plain(request), own.config(), f"{own.address}/line-items")
        service.school = own
        done = service.handle_resp(service.handle_update_score, line_item_id=item_of(request))
        return answer(done, service)

    def answer(done: Any, _service: Any) -> Response:
        if not 200 <= done.code < 300:
            return JSONResponse({"error": done.message}, done.code)
        result = done.result
        headers = {}
        if isinstance(result, dict) and result.get("next"):
            headers["link"] = f'<{result.pop("next")}>; rel="next"'
        if isinstance(result, dict) and "content" in result:
            result = result["content"]
        return JSONResponse(result, done.code, headers, done.media_type)

    async def page(request: Request) -> Response:
        """A course, with a link to the tool, or with the tool in a frame."""
        place = own.service + own.announcement(
            own.says["user"], chooses=bool(own.says.get("chooses"))
        )
        shown = f'<a href="{html.escape(place)}">Exercise</a>'
        if "framed" in request.query_params:
            shown = f'<iframe src="{html.escape(place)}" width="900" height="600"></iframe>'
        return HTMLResponse(f"<!DOCTYPE html><title>School</title>{shown}")

    async def auth(request: Request) -> Response:
        """Somebody has come back from the tool, and is sent there again with what is signed."""
        more = {name: value for name, value in own.says.items() if name != "user"}
        form = own.launch(str(request.url), **more)
        fields = "".join(
            f'<input name="{name}" value="{html.escape(form[name])}">' for name in form
        )
        return HTMLResponse(
            f'<!DOCTYPE html><form method="post" action="{own.service}/lti/launch">{fields}</form>'
            "<script>document.forms[0].submit()</script>"
        )

    async def chosen(request: Request) -> Response:
        form = dict(await request.form())
        own.chosen.append(own.config().validate_deeplinking_resp(form))
        return HTMLResponse("<!DOCTYPE html><h1>Chosen</h1>")

    return Starlette(
        routes=[
            Route("/", page),
            Route("/auth", auth),
            Route("/chosen", chosen, methods=["POST"]),
            Route("/keys", keys),
            Route("/token", token, methods=["POST"]),
            Route("/members", members),
            Route("/line-items", line_items, methods=["GET", "POST"]),
            Route("/line-items/{id:int}", line_item),
            Route("/line-items/{id}/scores", scores, methods=["POST"]),
        ]
    )
